import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { reminders, tickets } from '../db/schema.ts'
import type { Reminder } from '../sla/reminders.ts'
import { close } from '../tickets/close.ts'
import { closesAt, nextDue, nextToSay } from '../tickets/next-due.ts'
import { record } from '../tickets/record.ts'
import { showCard } from '../tickets/show-card.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { wake } from '../tickets/wake.ts'

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
    if (!due) return false
    const awake = due.snoozedUntil && isPast(due.snoozedUntil, now) ? await wake(tx, due, undefined, now) : due
    const closing = await closesAt(tx, awake)
    if (closing && isPast(closing, now)) await close(tx, awake, 'resolved', undefined, now)
    else await sayAllDue(tx, awake, now)
    return true
  })
}

async function sayAllDue(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<void> {
  for (let step = await nextToSay(tx, ticket, now); step && isPast(step.at, now); ) {
    const kind = step.kind
    const [first] = await tx
      .insert(reminders)
      .values({ ticketId: ticket.id, kind, dueAt: step.due, saidAt: now })
      .onConflictDoNothing()
      .returning()
    if (first) await say(tx, ticket, step, now)
    if (first && changesCard(step)) await showCard(tx, ticket, now)
    step = kind === 'release' ? null : await nextToSay(tx, ticket, now)
  }
  await tx
    .update(tickets)
    .set({ nextDueAt: await nextDue(tx, ticket, now) })
    .where(eq(tickets.id, ticket.id))
}

/** The card changes its words when a promise is due soon and when it is late, and at no other time. */
function changesCard({ kind }: Reminder): boolean {
  return /-(75|100)$/.test(kind) || kind === 'window'
}

/** What the channel and the leads are told stands on their lists, which `lists.ts` keeps; the owner is told in the thread. */
async function say(tx: Db, ticket: Ticket, step: Reminder, now: Temporal.Instant): Promise<void> {
  if (step.kind === 'release') await releaseSilently(tx, ticket, now)
  const own = step.tell === 'owner' || step.kind === 'window' || step.kind === 'comeBack'
  if (own && ticket.channelId)
    await show(
      tx,
      {
        ...{ workspaceId: ticket.workspaceId, channelId: ticket.channelId, ticketId: ticket.id },
        ...{ kind: 'reminder', subject: `${ticket.id}/${step.kind}/${step.due}` },
        data: { step: step.kind, due: step.due.toString(), owner: ticket.claimedBy },
      },
      PRIORITY.entry,
      now,
    )
  if (step.kind === 'comeBack')
    await tx.update(tickets).set({ comeBackAt: null, comeBackBy: null }).where(eq(tickets.id, ticket.id))
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
