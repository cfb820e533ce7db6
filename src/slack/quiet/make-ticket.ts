import { makeTicket } from '../../tickets/make-ticket.ts'
import { Refusal } from '../../tickets/refusal.ts'
import type { ListButton } from '../list-buttons.ts'
import { showView } from '../views.ts'
import { listView } from './list-view.ts'

/** Any of a roll-up's messages becomes a ticket with a card. Its value: the message, the roll-up, the page's first. */
export const makeTicketButton: ListButton = {
  id: 'make-ticket',
  async press(deps, value, by, from) {
    const [messageId = 0, postId = 0, first = 0] = value.split('/').map(Number)
    const said = await makeTicket(deps.db, deps.workspaceId, messageId, by, deps.now()).then(
      ({ id }) => `#${id} is a ticket now. Its card stands in the channel in a moment.`,
      (error) => {
        if (error instanceof Refusal) return error.message
        throw error
      },
    )
    await showView(deps, await listView(deps, postId, first, said), from)
    return undefined
  },
}
