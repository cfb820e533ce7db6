import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { events } from '../db/schema.ts'
import { and, desc, eq } from '../db/sql.ts'
import type { Ticket } from './ticket.ts'

export type Pending = Pick<Ticket, 'snoozedAt' | 'snoozedBy' | 'snoozedUntil' | 'comeBackAt' | 'comeBackBy'>

/** What a close ends besides the ticket: its snooze, and a promise to come back. */
export const nothingPending: Pending = {
  ...{ snoozedAt: null, snoozedBy: null, snoozedUntil: null },
  ...{ comeBackAt: null, comeBackBy: null },
}

/** The same, to be kept with the close, so that a close undone has ended neither. */
export function pendingOf({ snoozedAt, snoozedBy, snoozedUntil, comeBackAt, comeBackBy }: Ticket): Pending {
  return { snoozedAt, snoozedBy, snoozedUntil, comeBackAt, comeBackBy }
}

const moment = z
  .string()
  .transform((at) => Temporal.Instant.from(at))
  .nullable()
const pending = z.object({
  snoozedAt: moment,
  snoozedBy: z.number().nullable(),
  snoozedUntil: moment,
  comeBackAt: moment,
  comeBackBy: z.number().nullable(),
})

/** What was pending when the ticket was closed last; a close from before this was kept tells nothing. */
export async function pendingBefore(db: Db, { id }: Pick<Ticket, 'id'>): Promise<Pending> {
  const [closed] = await db
    .select({ data: events.data })
    .from(events)
    .where(and(eq(events.ticketId, id), eq(events.name, 'ticket.closed')))
    .orderBy(desc(events.id))
    .limit(1)
  return pending.safeParse(closed?.data.pending).data ?? nothingPending
}
