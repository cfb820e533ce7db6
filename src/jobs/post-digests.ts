import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { channels, workspaces } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { opensOn } from '../sla/opens-on.ts'
import { claimDigest, lastDigest } from '../stats/claim-digest.ts'
import { dueDigest, spanOf } from '../stats/digest-time.ts'

/** Each channel's digest once for each working day, whatever restarts, replicas and clocks do. */
export async function postDigests(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  const { zone, digestTime, hours } = await settingsOf(db, workspaceId)
  const rule = { zone, time: digestTime, works: (day: Temporal.PlainDate) => opensOn(hours, day) }
  const [workspace] = await db.select().from(workspaces).where(eq(workspaces.id, workspaceId))
  if (!workspace) return
  const all = await db
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), isNull(channels.lostAt)))
  for (const { id: channelId } of all) {
    const last = await lastDigest(db, workspaceId, channelId)
    const lastDay = last && Temporal.PlainDate.from(last.day)
    const due = dueDigest(rule, { last: lastDay, started: workspace.createdAt }, now)
    if (!due) continue
    const { from, to } = spanOf(rule, due, last?.until ?? firstMinute(workspace), now)
    const day = due.day.toString()
    await db.transaction(async (tx) => {
      const claimed = await claimDigest(tx, { workspaceId, channelId, day, since: from, until: to })
      if (!claimed) return
      const post = { workspaceId, channelId, kind: 'digest', subject: `${channelId}/${day}` }
      await show(tx, { ...post, data: { day, due: due.at.toString() } }, PRIORITY.list, now)
    })
  }
}

/** Networks tell the time in whole seconds: what came in the second of the first start counts as after it. */
function firstMinute({ createdAt }: { createdAt: Temporal.Instant }): Temporal.Instant {
  return createdAt.round({ smallestUnit: 'minute', roundingMode: 'floor' })
}
