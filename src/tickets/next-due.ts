import { eq, max } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { messages, reminders as saidReminders } from '../db/schema.ts'
import { settingsOf } from '../settings/stored.ts'
import { nextReminder } from '../sla/next-reminder.ts'
import { type Reminder, reminders } from '../sla/reminders.ts'
import { factsOf } from './facts.ts'
import { runningEpisode, type Ticket } from './ticket.ts'

/** When the tick must look at this ticket next: to wake it, or to say the next thing that has not been said. */
export async function nextDue(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  if (ticket.closedAt || ticket.history) return null
  const step = await nextToSay(tx, ticket, now)
  return [ticket.snoozedUntil, step?.at ?? null, await closesAt(tx, ticket)]
    .filter((at) => at !== null)
    .reduce<Temporal.Instant | null>((a, b) => (a && Temporal.Instant.compare(a, b) < 0 ? a : b), null)
}

/** On the customer's turn for so long, a ticket closes by itself; null while we owe an answer, or never gave one. */
export async function closesAt(tx: Db, ticket: Ticket): Promise<Temporal.Instant | null> {
  const { team } = await settingsOf(tx, ticket.workspaceId)
  if (!team.closeAfter || ticket.closedAt || ticket.comeBackAt || (await runningEpisode(tx, ticket))) return null
  const [last] = await tx
    .select({ at: max(messages.sentAt) })
    .from(messages)
    .where(eq(messages.ticketId, ticket.id))
  return last?.at?.add({ milliseconds: team.closeAfter.total('milliseconds') }) ?? null
}

/** Each step is said once, ever, for each promise it is about. */
export async function nextToSay(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<Reminder | null> {
  const { targets, schedules, ladder } = await settingsOf(tx, ticket.workspaceId)
  const all = reminders(await factsOf(tx, ticket), targets, schedules, ladder)
  const rows = await tx.select().from(saidReminders).where(eq(saidReminders.ticketId, ticket.id))
  const keys = rows.map(({ kind, dueAt }) => `${ticket.id} ${kind} ${dueAt}`)
  return nextReminder(all, new Set(keys), now)
}
