import type { Db } from '../db/connect.ts'
import { inOrder } from '../db/in-order.ts'
import { reminders as saidReminders } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { clock } from '../sla/clock.ts'
import { closesAt } from '../sla/closes-at.ts'
import { nextReminder } from '../sla/next-reminder.ts'
import { runningPromises } from '../sla/promises-of.ts'
import { type Reminder, reminders } from '../sla/reminders.ts'
import { factsOf } from './facts.ts'
import type { Agent, Ticket } from './ticket.ts'

/** What the tick must know of a ticket, and what stands in its row. */
export interface Standing {
  /** The next thing that has not been said. Each is said once, ever, for each promise it is about. */
  toSay: Reminder | null
  /** On the customer's turn for so long, it closes by itself; null while we owe an answer, or never gave one. */
  closesAt: Temporal.Instant | null
  /** When the card says something else by itself: due soon, late, the window has closed. */
  cardChangesAt: Temporal.Instant | null
  row: Pick<Ticket, 'nextDueAt' | 'solveBy' | 'listedAt'>
}

/** `by`: who acts at this very moment, before it is written down. */
export async function standing(
  tx: Db,
  ticket: Ticket,
  now: Temporal.Instant,
  by?: Pick<Agent, 'id'>,
): Promise<Standing> {
  if (ticket.closedAt || ticket.history)
    return {
      ...{ toSay: null, closesAt: null, cardChangesAt: null },
      row: { nextDueAt: ticket.closedAt && ticket.askAt, solveBy: null, listedAt: null },
    }
  const [{ targets, schedules, ladder, team }, facts, said] = await inOrder([
    settingsOf(tx, ticket.workspaceId),
    factsOf(tx, ticket, by?.id === ticket.claimedBy ? now : undefined),
    tx.select().from(saidReminders).where(eq(saidReminders.ticketId, ticket.id)),
  ])
  const keys = said.map(({ kind, dueAt }) => `${ticket.id} ${kind} ${dueAt}`)
  const toSay = nextReminder(reminders(facts, targets, schedules, ladder), new Set(keys), now)
  const closes = closesAt(facts, team.closeAfter)
  const cardChangesAt = earliest(
    clock(facts, targets, schedules, now).changesAt,
    facts.windowUntil && Temporal.Instant.compare(facts.windowUntil, now) >= 0
      ? facts.windowUntil.add({ milliseconds: 1 })
      : null,
  )
  const solving = runningPromises(facts, targets, schedules).find(({ metric }) => metric === 'resolution')
  return {
    toSay,
    closesAt: closes,
    cardChangesAt,
    row: {
      nextDueAt: earliest(ticket.snoozedUntil, toSay?.at ?? null, closes, cardChangesAt),
      solveBy: solving?.due ?? null,
      listedAt: facts.waitingSince || facts.promisedAt ? ticket.listedAt : null,
    },
  }
}

function earliest(...moments: (Temporal.Instant | null)[]): Temporal.Instant | null {
  return moments
    .filter((at) => at !== null)
    .reduce<Temporal.Instant | null>((a, b) => (a && Temporal.Instant.compare(a, b) < 0 ? a : b), null)
}
