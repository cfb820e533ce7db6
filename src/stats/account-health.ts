import type { Db } from '../db/connect.ts'
import { accounts, deliveries } from '../db/schema.ts'
import { and, asc, count, eq, isNull, lt, min } from '../db/sql.ts'

export interface Health {
  account: typeof accounts.$inferSelect
  /** What its network sent and nobody has read yet, though a minute has passed. */
  waiting: number
  oldest: Temporal.Instant | null
}

const SOON = { minutes: 1 }

/** How each account is: those that are stopped first, then those that are asked in vain. */
export async function accountHealth(db: Db, workspaceId: string, now: Temporal.Instant): Promise<Health[]> {
  const [all, behind] = await Promise.all([
    db
      .select({ account: accounts })
      .from(accounts)
      .where(eq(accounts.workspaceId, workspaceId))
      .orderBy(asc(accounts.network), asc(accounts.name)),
    db
      .select({ network: deliveries.network, waiting: count(), oldest: min(deliveries.receivedAt) })
      .from(deliveries)
      .where(
        and(
          ...[eq(deliveries.workspaceId, workspaceId), isNull(deliveries.takenAt), isNull(deliveries.failedAt)],
          lt(deliveries.receivedAt, now.subtract(SOON)),
        ),
      )
      .groupBy(deliveries.network),
  ])
  return all
    .map(({ account }) => {
      const late = behind.find(({ network }) => network === account.network)
      return { account, waiting: late?.waiting ?? 0, oldest: late?.oldest ?? null }
    })
    .toSorted((a, b) => badness(b.account) - badness(a.account))
}

function badness({ pausedAt, troubleSince }: Health['account']): number {
  return pausedAt ? 2 : Number(troubleSince !== null)
}
