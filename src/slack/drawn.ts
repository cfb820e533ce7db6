import type { Db } from '../db/connect.ts'
import { ONCE_MORE, type Post } from '../db/posts.ts'
import { channels, posts } from '../db/schema.ts'
import { and, eq, isNotNull, sql } from '../db/sql.ts'
import { mayComeFor } from './lease.ts'

/** `shown` never goes back: a slow drawing of an older version changes nothing. */
export async function drawn(db: Db, post: Post): Promise<void> {
  await db
    .update(posts)
    .set({
      shown: sql`greatest(${posts.shown}, ${post.wanted})`,
      ...{ leaseBy: null, leaseUntil: null, retryAt: null, failure: null, attempts: 0 },
      ...(post.ts && mayComeFor(post) > 0 ? onceMore(post) : {}),
    })
    .where(and(eq(posts.id, post.id), eq(posts.leaseBy, post.leaseBy ?? '')))
}

/**
 * An older drawing that was lost may come now, and stand over this one for ever: this one is drawn once more when that is
 * over. A change that has come meanwhile does not wait for it.
 */
function onceMore(post: Post) {
  const over = sql`clock_timestamp() + make_interval(secs => ${mayComeFor(post)}::float8)`
  return {
    wanted: sql`greatest(${posts.wanted}, ${post.wanted} + 1)`,
    retryAt: sql`case when ${posts.wanted} > ${post.wanted} then null else ${over} end`,
    failure: ONCE_MORE,
  }
}

/** Unarchived, or the bot was invited again: its digests are wanted again too, and all that waits for it is drawn. */
export async function channelIsBack(db: Db, { channelId }: Post): Promise<void> {
  const [back] = await db
    .update(channels)
    .set({ lostAt: null, lostBecause: null })
    .where(and(eq(channels.id, channelId), isNotNull(channels.lostAt)))
    .returning()
  if (!back) return
  await db
    .update(posts)
    .set({ retryAt: null })
    .where(and(eq(posts.channelId, channelId), sql`${posts.wanted} > ${posts.shown}`))
}
