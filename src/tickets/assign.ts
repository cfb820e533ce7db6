import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { record } from './record.ts'
import { refusalFor } from './refusal-for.ts'
import type { Agent, Ticket } from './ticket.ts'

/** Makes `owner` the owner, whoever had it before: somebody decided so, and the event says who. Throws a `Refusal`. */
export function assign(db: Db, ticket: Ticket, owner: Agent, by: Agent, now: Temporal.Instant): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [assigned] = await tx
      .update(tickets)
      .set({ claimedBy: owner.id, claimedAt: now })
      .where(and(eq(tickets.id, ticket.id), isNull(tickets.closedAt)))
      .returning()
    if (!assigned) throw await refusalFor(tx, ticket, by, now)
    await record(tx, assigned, 'ticket.assigned', by, now, { to: owner.id })
    return assigned
  })
}
