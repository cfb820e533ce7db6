import type { KnownBlock } from '@slack/types'
import type { Db } from '../../db/connect.ts'
import { onEach } from '../../tickets/on-each.ts'
import { type Agent, type Ticket, ticketOf } from '../../tickets/ticket.ts'
import { lastDone, type Undoable, undo } from '../../tickets/undo.ts'
import { actions, section } from '../blocks.ts'
import type { ListButton } from '../list-buttons.ts'
import { outcomeInWords } from '../render/outcome.ts'
import { showView, viewOf } from '../views.ts'

/** Takes back what was done to several at once, within five minutes. Its value: ticket and event of each. */
export const undoSeveralButton: ListButton = {
  id: 'undo-several',
  async press(deps, value, by, from) {
    const { db, workspaceId, now } = deps
    const events = new Map(
      value.split(',').map((one): [number, number] => {
        const [ticket = 0, event = 0] = one.split(':').map(Number)
        return [ticket, event]
      }),
    )
    const tickets = await Promise.all([...events.keys()].map((id) => ticketOf(db, workspaceId, id)))
    const outcome = await onEach(tickets, (ticket) => undo(db, ticket, events.get(ticket.id) ?? 0, by, now()))
    const says = outcomeInWords(outcome, (count, one) => `${count} ${one ? 'is' : 'are'} as before.`)
    await showView(deps, viewOf({ id: 'said', title: 'Undo', blocks: [section(says)] }, { ticket: 0, at: 0 }), from)
    return undefined
  },
}

/** Fifty tickets at most are done at once: their numbers fit into a button's 2,000 characters. */
export async function undoSeveral(db: Db, what: Undoable, tickets: Ticket[], by: Agent): Promise<KnownBlock> {
  const done = await Promise.all(tickets.map(async (ticket) => `${ticket.id}:${await lastDone(db, ticket, what, by)}`))
  return actions('undo', [{ id: 'undo-several', label: 'Undo', value: done.join(',') }])
}
