import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import { and, eq, isNotNull, isNull, lte, or } from '../db/sql.ts'
import { alert } from './alert.ts'

const EVERY = { hours: 24 }

/**
 * Tells each paused account's channel what is wrong and what to do, loudly, once a day until it is connected again. Claimed
 * row by row with the telling itself, so that restarts and replicas say nothing twice.
 */
export function tellPaused(
  db: Db,
  { workspaceId, channelId }: { workspaceId: string; channelId: string },
  now: Temporal.Instant,
): Promise<void> {
  return db.transaction(async (tx) => {
    const due = await tx
      .update(accounts)
      .set({ toldAt: now })
      .where(
        and(
          eq(accounts.workspaceId, workspaceId),
          isNotNull(accounts.pausedAt),
          or(isNull(accounts.toldAt), lte(accounts.toldAt, now.subtract(EVERY))),
        ),
      )
      .returning()
    for (const account of due) {
      const says = `${account.name} is paused: ${account.pausedBecause} Nothing is lost: replies wait, and all is caught up once it is connected again.`
      const key = `paused/${account.id}/${now.epochMilliseconds}`
      await alert(tx, { workspaceId, channelId: account.channelId ?? channelId, key, says }, now)
    }
  })
}
