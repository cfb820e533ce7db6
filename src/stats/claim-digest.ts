import type { Db } from '../db/connect.ts'
import { digests } from '../db/schema.ts'
import { and, desc, eq, lte } from '../db/sql.ts'

export type DigestRow = typeof digests.$inferSelect

/**
 * Makes the digest of a channel and a local date ours to post, once, whatever restarts and replicas do: whoever gets the
 * row posts it, in the same transaction. Everybody else gets undefined.
 */
export async function claimDigest(tx: Db, digest: typeof digests.$inferInsert): Promise<DigestRow | undefined> {
  const [claimed] = await tx.insert(digests).values(digest).onConflictDoNothing().returning()
  return claimed
}

/** One of a day to come, which a clock that was ahead has left, does not count before that. */
export async function lastDigest(
  db: Db,
  workspaceId: string,
  channelId: string,
  now: Temporal.Instant,
): Promise<DigestRow | undefined> {
  const [last] = await db
    .select()
    .from(digests)
    .where(and(eq(digests.workspaceId, workspaceId), eq(digests.channelId, channelId), lte(digests.until, now)))
    .orderBy(desc(digests.day))
    .limit(1)
  return last
}
