import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { record } from './record.ts'
import { refusalFor } from './refusal-for.ts'
import type { Agent, Ticket } from './ticket.ts'

/**
 * Rests the ticket until then, or without a moment until the customer answers: its reminders are silent, its promise runs
 * on. Any customer message wakes it. Throws a `Refusal`.
 */
export function snooze(
  db: Db,
  ticket: Ticket,
  until: Temporal.Instant | null,
  by: Agent,
  now: Temporal.Instant,
): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [snoozed] = await tx
      .update(tickets)
      .set({ snoozedAt: now, snoozedBy: by.id, snoozedUntil: until })
      .where(and(eq(tickets.id, ticket.id), isNull(tickets.closedAt)))
      .returning()
    if (!snoozed) throw await refusalFor(tx, ticket, by, now)
    await record(tx, snoozed, 'ticket.snoozed', by, now, { until: until?.toString() ?? 'they answer' })
    return snoozed
  })
}
