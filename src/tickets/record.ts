import type { Db } from '../db/connect.ts'
import { inOrder } from '../db/in-order.ts'
import { events, tickets } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { showCard } from './show-card.ts'
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
  await tx
    .insert(events)
    .values({ workspaceId: ticket.workspaceId, ticketId: ticket.id, name, agentId: by?.id, at: now, data })
  const { row } = await standing(tx, ticket, now)
  await inOrder([tx.update(tickets).set(row).where(eq(tickets.id, ticket.id)), showCard(tx, ticket, now)])
}
