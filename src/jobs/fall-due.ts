import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { agents, reminders, tickets } from '../db/schema.ts'
import { and, asc, eq, isNull, lte } from '../db/sql.ts'
import type { Reminder } from '../sla/reminders.ts'
import { askSatisfaction } from '../tickets/ask-satisfaction.ts'
import { isAway } from '../tickets/away.ts'
import { close } from '../tickets/close.ts'
import { record } from '../tickets/record.ts'
import { showCard } from '../tickets/show-card.ts'
import { standing } from '../tickets/standing.ts'
import { type Ticket, ticketOf } from '../tickets/ticket.ts'
import { wake } from '../tickets/wake.ts'

/** What should have been said longer ago, while Roost was away or the message on its way, is said with others on one summary. */
export const MEANWHILE = { minutes: 15 }

/**
 * Takes the ticket that has been due longest, and says what is due there. Answers false when nothing is due; that is one
 * read of an index. Missed ticks, sleep and replicas change nothing: each row is claimed, and each thing is said once.
 */
export function fallDue(db: Db, workspaceId: string, now: Temporal.Instant): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [due] = await tx
      .select()
      .from(tickets)
      .where(and(eq(tickets.workspaceId, workspaceId), lte(tickets.nextDueAt, now)))
      .orderBy(asc(tickets.nextDueAt))
      .limit(1)
      .for('update', { skipLocked: true })
    if (!due?.nextDueAt) return false
    if (due.closedAt) {
      await askSatisfaction(tx, due, now)
      return true
    }
    const awake = due.snoozedUntil && isPast(due.snoozedUntil, now) ? await wake(tx, due, undefined, now) : due
    const { closesAt, cardChangesAt } = await standing(tx, awake, due.nextDueAt.subtract({ milliseconds: 1 }))
    if (closesAt && isPast(closesAt, now)) await close(tx, awake, 'customer silent', undefined, now)
    else await sayAllDue(tx, awake, now)
    if (cardChangesAt && isPast(cardChangesAt, now)) await showCard(tx, awake, now)
    return true
  })
}

/** What is said may change what is to be said next, so the ticket is looked at afresh after each. */
async function sayAllDue(tx: Db, { workspaceId, id }: Ticket, now: Temporal.Instant): Promise<void> {
  for (;;) {
    const ticket = await ticketOf(tx, workspaceId, id)
    const { toSay, row } = await standing(tx, ticket, now)
    if (!toSay || !isPast(toSay.at, now)) {
      await tx.update(tickets).set(row).where(eq(tickets.id, id))
      return
    }
    const { kind, due: dueAt, at, schedule } = toSay
    await tx.insert(reminders).values({ ticketId: id, kind, dueAt, at, saidAt: now, schedule })
    await say(tx, ticket, toSay, now)
  }
}

/**
 * The owner is told in the thread, and who was silent too long is told that it is offered again; all others read it on a
 * list, and so do those on duty for an owner who is away.
 */
async function say(tx: Db, ticket: Ticket, step: Reminder, now: Temporal.Instant): Promise<void> {
  const inTime = !isPast(step.at.add(MEANWHILE).add({ milliseconds: 1 }), now)
  const toOwner = step.tell === 'owner' && inTime
  if (toOwner && step.kind === 'release') await releaseSilently(tx, ticket, now)
  if (!toOwner || (await ownerIsAway(tx, ticket, now))) {
    const listedAt = ticket.listedAt ?? now
    await tx.update(tickets).set({ listedAt }).where(eq(tickets.id, ticket.id))
    return
  }
  if (!ticket.channelId) return
  const { workspaceId, channelId, id: ticketId, claimedBy: owner } = ticket
  const subject = `${ticketId}/${step.kind}/${step.due}`
  const data = { step: step.kind, due: step.due.toString(), owner }
  await show(tx, { workspaceId, channelId, ticketId, kind: 'reminder', subject, data }, PRIORITY.entry, now)
}

async function ownerIsAway(tx: Db, { claimedBy }: Ticket, now: Temporal.Instant): Promise<boolean> {
  if (claimedBy === null) return false
  const [owner] = await tx.select().from(agents).where(eq(agents.id, claimedBy))
  return owner !== undefined && isAway(owner, now)
}

/** Its owner said nothing for too long after a miss: it is offered to everybody again. */
async function releaseSilently(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<void> {
  const [released] = await tx
    .update(tickets)
    .set({ claimedBy: null, claimedAt: null })
    .where(and(eq(tickets.id, ticket.id), isNull(tickets.closedAt)))
    .returning()
  if (released) await record(tx, released, 'ticket.released', undefined, now, { from: ticket.claimedBy })
}

function isPast(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) <= 0
}
