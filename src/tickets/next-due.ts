import { eq } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { reminders } from '../db/schema.ts'
import { type Step, steps } from '../sla/steps.ts'
import { runningEpisode, type Ticket } from './ticket.ts'

/** When the tick must look at this ticket next: the first step that has not been said yet. */
export async function nextDue(tx: Db, ticket: Ticket): Promise<Temporal.Instant | null> {
  const [next] = await stepsLeft(tx, ticket)
  return next?.at ?? null
}

/** What still lies ahead of a ticket, soonest first. Each step is said once, ever. */
export async function stepsLeft(tx: Db, ticket: Ticket): Promise<Step[]> {
  if (ticket.closedAt || ticket.history) return []
  const episode = await runningEpisode(tx, ticket)
  const said = await tx.select().from(reminders).where(eq(reminders.ticketId, ticket.id))
  return steps({
    claimed: ticket.claimedBy !== null,
    snoozedUntil: ticket.snoozedUntil,
    comeBackAt: ticket.comeBackAt,
    waiting: episode?.dueAt ? { since: episode.startedAt, dueAt: episode.dueAt } : null,
  }).filter((step) => !said.some((one) => one.kind === step.kind && one.dueAt.equals(step.for)))
}
