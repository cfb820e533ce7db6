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
  if (ticket.closedAt) return new Refusal(await closedInWords(tx, ticket.closedAt, ticket.closedBy, by, now))
  if (by && ticket.claimedBy === by.id) return new Refusal('You already have this ticket.')
  if (ticket.claimedBy && ticket.claimedAt)
    return new Refusal(`${await nameOf(tx, ticket.claimedBy)} took this ${ago(ticket.claimedAt, now)}.`)
  return new Refusal('Nobody has this ticket now. Claim it first.')
}

async function closedInWords(
  tx: Db,
  closedAt: Temporal.Instant,
  closedBy: number | null,
  by: Pick<Agent, 'id'> | undefined,
  now: Temporal.Instant,
): Promise<string> {
  const when = ago(closedAt, now)
  if (closedBy === null) return `This was closed ${when}. Reopen it to go on.`
  const who = closedBy === by?.id ? 'You' : await nameOf(tx, closedBy)
  return `${who} closed this ${when}. Reopen it to go on.`
}

async function nameOf(tx: Db, id: number): Promise<string> {
  const [agent] = await tx.select({ name: agents.name }).from(agents).where(eq(agents.id, id))
  return agent?.name ?? 'Somebody'
}
