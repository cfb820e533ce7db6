import type { Db } from '../db/connect.ts'
import { agents } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { ago } from '../sla/ago.ts'
import { Refusal } from './refusal.ts'
import { type Agent, type Ticket, ticketOf } from './ticket.ts'

/** Why a guard let nobody through, from the row as it is now: "Ana took this 4 seconds ago." */
export async function refusalFor(
  tx: Db,
  stale: Ticket,
  by: Pick<Agent, 'id'> | undefined,
  now: Temporal.Instant,
): Promise<Refusal> {
  const ticket = await ticketOf(tx, stale.workspaceId, stale.id)
  if (ticket.closedAt) return new Refusal('This ticket is closed. Reopen it to reply.')
  if (by && ticket.claimedBy === by.id) return new Refusal('You already have this ticket.')
  if (ticket.claimedBy && ticket.claimedAt) {
    const [owner] = await tx.select().from(agents).where(eq(agents.id, ticket.claimedBy))
    return new Refusal(`${owner?.name ?? 'Somebody'} took this ${ago(ticket.claimedAt, now)}.`)
  }
  return new Refusal('Nobody has this ticket now. Claim it first.')
}
