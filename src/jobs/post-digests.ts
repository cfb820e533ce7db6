import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { channels, tickets, workspaces } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { type Stored, settingsOf } from '../settings/stored.ts'
import { opensOn } from '../sla/opens-on.ts'
import { claimDigest, lastDigest } from '../stats/claim-digest.ts'
import { type DigestRule, dueDigest, latestDigest, spanOf } from '../stats/digest-time.ts'
import { isMeant } from './is-meant.ts'

type Channel = typeof channels.$inferSelect

/** Each channel's digest once for each working day, whatever restarts, replicas and clocks do. */
export async function postDigests(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  const settings = await settingsOf(db, workspaceId)
  const { zone, digestTime, hours } = settings
  const rule = { zone, time: digestTime, works: (day: Temporal.PlainDate) => opensOn(hours, day) }
  const [workspace] = await db.select().from(workspaces).where(eq(workspaces.id, workspaceId))
  if (!workspace) return
  const started = workspace.createdAt
  const all = await db
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), isNull(channels.lostAt)))
  for (const channel of all) {
    const channelId = channel.id
    const last = await lastDigest(db, workspaceId, channelId, now)
    if (!last) await begin(db, channel, rule, started, now)
    const due = last && dueDigest(rule, { last: Temporal.PlainDate.from(last.day), started }, now)
    if (!due) continue
    const { from, to } = spanOf(rule, due, last.until, now)
    const day = due.day.toString()
    const posted = await isUsed(db, channel, settings)
    await db.transaction(async (tx) => {
      const claimed = await claimDigest(tx, { workspaceId, channelId, day, since: from, until: to })
      if (!claimed || !posted) return
      const post = { workspaceId, channelId, kind: 'digest', subject: `${channelId}/${day}` }
      await show(tx, { ...post, data: { day, due: due.at.toString() } }, PRIORITY.list, now)
    })
  }
}

/** The last digest time counts as told, without a post: a channel's first digest is the next one, and covers all since. */
async function begin(
  db: Db,
  { id: channelId, workspaceId }: Channel,
  rule: DigestRule,
  started: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  const before = latestDigest(rule, now)
  if (!before) return
  const first = firstMinute(started)
  const until = Temporal.Instant.compare(before.at, first) > 0 ? before.at : first
  await claimDigest(db, { workspaceId, channelId, day: before.day.toString(), since: until, until })
}

/** Networks tell the time in whole seconds: what came in the second of the first start counts as after it. */
function firstMinute(started: Temporal.Instant): Temporal.Instant {
  return started.round({ smallestUnit: 'minute', roundingMode: 'floor' })
}

/** A channel is known as soon as a lead looks at what a rule for it would do; nothing is to be told there for that. */
async function isUsed(db: Db, channel: Channel, { channel: home, team }: Stored): Promise<boolean> {
  if (channel.id === home || (await isMeant(db, channel, team))) return true
  const [any] = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, channel.workspaceId), eq(tickets.channelId, channel.id)))
    .limit(1)
  return any !== undefined
}
