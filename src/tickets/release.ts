import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { record } from './record.ts'
import { refusalFor } from './refusal-for.ts'
import type { Agent, Ticket } from './ticket.ts'

/** Gives the ticket back to everybody. Only its owner can; a lead assigns it to somebody else instead. Throws a `Refusal`. */
export function release(db: Db, ticket: Ticket, by: Agent, now: Temporal.Instant): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(tickets).where(eq(tickets.id, ticket.id)).for('update')
    const [released] = await tx
      .update(tickets)
      .set({ claimedBy: null, claimedAt: null })
      .where(and(eq(tickets.id, ticket.id), eq(tickets.claimedBy, by.id), isNull(tickets.closedAt)))
      .returning()
    if (!released) throw await refusalFor(tx, ticket, by, now)
    await record(tx, released, 'ticket.released', by, now, { claimedAt: before?.claimedAt?.toString() })
    return released
  })
}
