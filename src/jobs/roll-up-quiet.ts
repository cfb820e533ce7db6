import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { messages, posts } from '../db/schema.ts'
import { and, eq, isNotNull, isNull, lt, sql } from '../db/sql.ts'

/**
 * Once an hour each channel is told, on one post, of what came in the hours before without a question. With nothing to tell
 * that is one look at a small index; what a slow transaction brings late joins the hour's post.
 */
export function rollUpQuiet(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const hour = now.round({ smallestUnit: 'hour', roundingMode: 'floor' })
    const channelId = sql<string | null>`${messages.quiet}->>'channelId'`
    const untold = and(
      ...[eq(messages.workspaceId, workspaceId), isNotNull(messages.quiet), isNull(messages.ticketId)],
      ...[isNull(messages.quietPostId), lt(messages.receivedAt, hour)],
    )
    const found = await tx.selectDistinct({ channelId }).from(messages).where(untold)
    for (const { channelId: id } of found) {
      if (id === null) continue
      const where = { workspaceId, channelId: id, kind: 'quiet', subject: `${id}/${hour}` }
      await show(tx, where, PRIORITY.line, now)
      const [post] = await tx
        .select({ id: posts.id })
        .from(posts)
        .where(and(eq(posts.workspaceId, workspaceId), eq(posts.kind, 'quiet'), eq(posts.subject, where.subject)))
      await tx
        .update(messages)
        .set({ quietPostId: post?.id ?? null })
        .where(and(untold, sql`${channelId} = ${id}`))
    }
  })
}
