import type { Db } from './connect.ts'
import { posts } from './schema.ts'
import { eq, type SQL, sql } from './sql.ts'

export type Post = typeof posts.$inferSelect

/** Smaller is drawn sooner: urgent outranks all, new cards outrank redraws, thread entries come last. */
export const PRIORITY = { urgent: 0, card: 1, list: 2, redraw: 3, entry: 4, line: 5 } as const

export interface Subject {
  workspaceId: string
  channelId: string
  kind: string
  subject: string
  ticketId?: number
  data?: Record<string, unknown>
}

/** Why it is drawn again: it stands without its picture, which Slack does not show yet, or without a link. */
export const PART_LEFT_OUT = 'part left out'
/** Why it is drawn again: an older drawing of it was lost, and may have come after the newest. */
export const ONCE_MORE = 'drawn once more'

/**
 * What stands is left alone for a moment: the press that changed it draws it in place, which costs no `chat.update`, and
 * several changes at once make one drawing. A change waits for Slack's trouble to pass, but not for a part that was left out, nor for
 * what is only drawn once more.
 */
const afterThePress = sql`case when ${posts.ts} is null then ${posts.retryAt}
  else greatest(case when coalesce(${posts.failure}, '') not in (${PART_LEFT_OUT}, ${ONCE_MORE}) then ${posts.retryAt} end,
    clock_timestamp() + interval '300 milliseconds') end`

/** Whoever draws hears of it at commit. In the statement itself, which saves a round trip at the end of every verb. */
const heard = { heard: sql`pg_notify('posts', '')` }

/** Says something once: if it has been said, nothing changes. */
export async function showOnce(tx: Db, post: Subject, priority: number, now: Temporal.Instant): Promise<void> {
  await tx
    .insert(posts)
    .values({ ...post, priority, createdAt: now })
    .onConflictDoNothing()
    .returning(heard)
}

/**
 * Says that a post must now stand in Slack, or must change. Ten calls make one drawing: only the wanted version counts.
 * Call it in the transaction of the change; the worker hears of it at commit.
 */
export async function show(tx: Db, post: Subject, priority: number, now: Temporal.Instant): Promise<void> {
  await tx
    .insert(posts)
    .values({ ...post, priority, createdAt: now })
    .onConflictDoUpdate({
      target: [posts.workspaceId, posts.kind, posts.subject],
      set: {
        ...{ wanted: sql`${posts.wanted} + 1`, retryAt: afterThePress },
        // Waiting for its first drawing it keeps the more urgent of both; once it stands, the new one counts.
        priority: sql`case when ${posts.shown} = 0 then least(${posts.priority}, ${priority}) else ${priority} end`,
        ...(post.data ? { data: post.data } : {}),
      },
    })
    .returning(heard)
}

/** Says that a post that stands there must change. What waits to be drawn is not put off by something less urgent. */
export function showAgain(tx: Db, postId: number, priority: number): Promise<void> {
  return showAllAgain(tx, eq(posts.id, postId), priority)
}

/** The same of several at once. */
export async function showAllAgain(tx: Db, which: SQL, priority: number): Promise<void> {
  const waits = sql`${posts.wanted} > ${posts.shown}`
  await tx
    .update(posts)
    .set({
      ...{ wanted: sql`${posts.wanted} + 1`, retryAt: afterThePress },
      priority: sql`case when ${waits} then least(${posts.priority}, ${priority}) else ${priority} end`,
    })
    .where(which)
    .returning(heard)
}
