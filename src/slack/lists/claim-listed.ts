import { claim } from '../../tickets/claim.ts'
import { Refusal } from '../../tickets/refusal.ts'
import { ticketOf } from '../../tickets/ticket.ts'
import { markRead } from '../buttons/mark-read.ts'
import type { ListButton } from '../list-buttons.ts'
import { link } from '../text.ts'
import { listOpenButton, listUnclaimedButton } from './list-all.ts'
import { listing } from './listing.ts'
import { openQueueButton, openUnclaimedButton } from './open-list.ts'

/** Claims from a list, which then stands there as it is now. Its value: the ticket, the list's button and that one's value. */
export const claimListedButton: ListButton = {
  id: 'claim-listed',
  replaces: true,
  async press(deps, value, by, from) {
    const { db, workspaceId, draw, now } = deps
    const [number, listId, ...rest] = value.split('/')
    const ticket = await ticketOf(db, workspaceId, Number(number))
    const said = await claim(db, ticket, by, now()).then(
      async () => {
        markRead({ ...deps, ticket })
        return `You have ${link(await draw.cardLink(ticket.id), `#${ticket.id}`)} now.`
      },
      (error) => {
        if (error instanceof Refusal) return error.message
        throw error
      },
    )
    const its = rest.join('/')
    const window = [listUnclaimedButton, listOpenButton].find(({ id }) => id === listId)
    if (window) return void (await window.show(deps, its, by, from, said))
    const opens = [openUnclaimedButton, openQueueButton].find(({ id }) => id === listId)
    return opens && listing({ ...deps, cardLink: draw.cardLink, now: now() }, opens.listOf(its, by), said)
  },
}
