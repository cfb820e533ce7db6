import type { Db } from './connect.ts'
import { accounts, agents, channels, deliveries, drafts, files, messages, paces, posts, workspaces } from './schema.ts'
import { and, gt, isNotNull, isNull, or, type SQL, sql } from './sql.ts'

/** In seconds. No lost call to Slack comes later, no post is leased for longer. */
const SOON = 30
/** In seconds: no network is left alone for longer, whatever it says, or was said of it. */
const DAY = 24 * 60 * 60

/**
 * What waits for a moment by a clock that was ahead waits until the right one is there as well: an hour, or a year. So what
 * lies further ahead than it ever could is brought forward. After a step back that is all which is not soon; at a start, where
 * nothing is known of before, only what no pause and no network asks for. Done twice, or by several replicas, it changes
 * nothing more. What people have promised or chosen stays. Each is one look at few rows, or at an index of what waits.
 */
export async function bringForward(db: Db, after: 'a start' | 'a step back'): Promise<void> {
  const longest = (seconds: number) => within(after === 'a start' ? seconds : SOON)
  const past = within(0)
  const soon = within(SOON)
  // What one process holds stays its own for as long as it may take: another would do the same beside it.
  const aMinute = within(60)
  const twoMinutes = within(120)

  // What Slack asks for is some minutes at most, and holds for a process that starts within them as well.
  await db
    .update(paces)
    .set({ freeAt: soon })
    .where(gt(paces.freeAt, longest(600)))
  await db.update(workspaces).set({ laneUntil: soon }).where(gt(workspaces.laneUntil, soon))
  await db.update(workspaces).set({ createdAt: past }).where(gt(workspaces.createdAt, past))
  await db.update(channels).set({ membersAt: past }).where(gt(channels.membersAt, past))
  await db.update(agents).set({ seenAt: past }).where(gt(agents.seenAt, past))

  const pollsLate = or(gt(accounts.pollAt, longest(DAY)), gt(accounts.polledAt, past))
  await db
    .update(accounts)
    .set({ pollAt: soon })
    .where(and(pollsLate, gt(accounts.pollAt, soon)))
  await db.update(accounts).set({ refreshAt: aMinute }).where(gt(accounts.refreshAt, aMinute))
  await db.update(accounts).set({ troubleSince: past }).where(gt(accounts.troubleSince, past))
  await db.update(accounts).set({ troubleToldAt: past }).where(gt(accounts.troubleToldAt, past))
  await db.update(accounts).set({ toldAt: past }).where(gt(accounts.toldAt, past))

  const waits = and(isNull(deliveries.takenAt), isNull(deliveries.failedAt))
  const isTriedLate = gt(deliveries.retryAt, longest(3600))
  await db
    .update(deliveries)
    .set({ leaseUntil: aMinute })
    .where(and(waits, gt(deliveries.leaseUntil, aMinute)))
  await db.update(deliveries).set({ retryAt: soon }).where(and(waits, isTriedLate))

  const isBehind = sql`${posts.wanted} > ${posts.shown}`
  const isDrawnLate = gt(posts.retryAt, longest(600))
  await db
    .update(posts)
    .set({ leaseUntil: soon })
    .where(and(isBehind, gt(posts.leaseUntil, soon)))
  await db.update(posts).set({ retryAt: soon }).where(and(isBehind, isDrawnLate))
  await db
    .update(posts)
    .set({ sendingAt: past })
    .where(and(isBehind, gt(posts.sendingAt, past)))
  const isKeptLate = gt(files.dueAt, longest(600))
  await db
    .update(files)
    .set({ dueAt: twoMinutes })
    .where(and(isKeptLate, gt(files.dueAt, twoMinutes)))

  const isQueued = and(isNotNull(messages.queuedAt), isNull(messages.sentAt), isNull(messages.failedAt))
  const goesLate = or(gt(messages.retryAt, longest(DAY)), gt(messages.queuedAt, past))
  await db
    .update(messages)
    .set({ retryAt: soon })
    .where(and(isQueued, goesLate, gt(messages.retryAt, soon)))
  // By this moment whoever is sending one knows that it is his still, so while that may be it is left alone.
  if (after === 'a start')
    await db
      .update(messages)
      .set({ sendingAt: past })
      .where(and(isQueued, gt(messages.sendingAt, past)))
  const isUntold = and(isNotNull(messages.quiet), isNull(messages.ticketId), isNull(messages.quietPostId))
  await db
    .update(messages)
    .set({ receivedAt: past })
    .where(and(isUntold, gt(messages.receivedAt, past)))
  await db.update(drafts).set({ writingUntil: twoMinutes }).where(gt(drafts.writingUntil, twoMinutes))
}

function within(seconds: number): SQL {
  return sql`clock_timestamp() + make_interval(secs => ${seconds}::float8)`
}
