import type { Db } from '../db/connect.ts'
import { inOrder } from '../db/in-order.ts'
import { events, tickets } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { cardOf, showCard } from './show-card.ts'
import { standing } from './standing.ts'
import type { Agent, Ticket } from './ticket.ts'

export type EventName =
  | `ticket.${'opened' | 'claimed' | 'released' | 'assigned' | 'tagged' | 'noted' | 'closed' | 'reopened' | 'snoozed' | 'woken' | 'moved' | 'shared'}`
  | `message.${'received' | 'edited' | 'deleted' | 'answered elsewhere'}`
  | `customer.${'asked' | 'not asked' | 'rated'}`
  | `reply.${'queued' | 'sent' | 'failed' | 'uncertain' | 'sent again'}`

/**
 * The end of every verb, in its transaction: what happened, when something falls due next, and that the card must change.
 * Nobody else writes these three.
 */
export async function record(
  tx: Db,
  ticket: Ticket,
  name: EventName,
  by: Pick<Agent, 'id'> | undefined,
  now: Temporal.Instant,
  data: Record<string, unknown> = {},
): Promise<void> {
  const { workspaceId, id: ticketId } = ticket
  const card = cardOf(tx, ticket)
  const [{ row }] = await inOrder([standing(tx, ticket, now, by), card])
  await inOrder([
    tx.insert(events).values({ workspaceId, ticketId, name, agentId: by?.id, at: now, data }),
    tx.update(tickets).set(row).where(eq(tickets.id, ticketId)),
    showCard(tx, ticket, now, card),
  ])
}
