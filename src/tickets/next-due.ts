import { eq } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { reminders as saidReminders } from '../db/schema.ts'
import { readSettings } from '../db/settings.ts'
import { nextReminder } from '../sla/next-reminder.ts'
import { type Reminder, reminders } from '../sla/reminders.ts'
import { defaultTargets } from '../sla/targets.ts'
import { factsOf } from './facts.ts'
import type { Ticket } from './ticket.ts'

/** When the tick must look at this ticket next: to wake it, or to say the next thing that has not been said. */
export async function nextDue(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  if (ticket.closedAt || ticket.history) return null
  const step = await nextToSay(tx, ticket, now)
  return [ticket.snoozedUntil, step?.at ?? null]
    .filter((at) => at !== null)
    .reduce<Temporal.Instant | null>((a, b) => (a && Temporal.Instant.compare(a, b) < 0 ? a : b), null)
}

/** Each step is said once, ever, for each promise it is about. */
export async function nextToSay(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<Reminder | null> {
  const { replyTargetMinutes } = await readSettings(tx, ticket.workspaceId)
  const all = reminders(await factsOf(tx, ticket), defaultTargets(replyTargetMinutes), new Map())
  const rows = await tx.select().from(saidReminders).where(eq(saidReminders.ticketId, ticket.id))
  const keys = rows.map(({ kind, dueAt }) => `${ticket.id} ${kind} ${dueAt}`)
  return nextReminder(all, new Set(keys), now)
}
