import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNotNull } from '../db/sql.ts'
import { record } from './record.ts'
import type { Agent, Ticket } from './ticket.ts'

/** Ends a snooze: by an agent, or by nobody when its time has come. Twice is harmless. */
export function wake(db: Db, ticket: Ticket, by: Agent | undefined, now: Temporal.Instant): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [woken] = await tx
      .update(tickets)
      .set({ snoozedAt: null, snoozedBy: null, snoozedUntil: null })
      .where(and(eq(tickets.id, ticket.id), isNotNull(tickets.snoozedAt)))
      .returning()
    if (!woken) return ticket
    await record(tx, woken, 'ticket.woken', by, now)
    return woken
  })
}
