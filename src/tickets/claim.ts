import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { record } from './record.ts'
import { refusalFor } from './refusal-for.ts'
import type { Agent, Ticket } from './ticket.ts'

/**
 * Makes `by` the one owner. However many press at once, the database lets one through; the others are told who has it.
 * Throws a `Refusal`.
 */
export function claim(db: Db, ticket: Ticket, by: Agent, now: Temporal.Instant): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [claimed] = await tx
      .update(tickets)
      .set({ claimedBy: by.id, claimedAt: now })
      .where(and(eq(tickets.id, ticket.id), isNull(tickets.claimedBy), isNull(tickets.closedAt)))
      .returning()
    if (!claimed) throw await refusalFor(tx, ticket, by, now)
    await record(tx, claimed, 'ticket.claimed', by, now)
    return claimed
  })
}
