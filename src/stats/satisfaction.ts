import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, count, eq, type PgColumn, sql } from '../db/sql.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'

/** What customers answered to how we did, 1 to 5. A review's stars are about the shop, and are not in it. */
export interface Satisfaction {
  /** Asked in the range. */
  asked: number
  /** Answered in the range, whenever they were asked. */
  n: number
  /** With two decimals; null where nobody answered. */
  mean: number | null
}

export async function satisfaction(db: Db, scope: Scope): Promise<Satisfaction> {
  const within = (at: PgColumn) =>
    and(eq(tickets.workspaceId, scope.workspaceId), inRanges(at, scope), ownedTicketFits(scope))
  const [[asked], [rated]] = await Promise.all([
    db.select({ n: count() }).from(tickets).where(within(tickets.askedAt)),
    db
      .select({ n: count(), mean: sql<string | null>`round(avg(${tickets.satisfaction}), 2)` })
      .from(tickets)
      .where(within(tickets.ratedAt)),
  ])
  const mean = rated?.mean ?? null
  return { asked: asked?.n ?? 0, n: rated?.n ?? 0, mean: mean === null ? null : Number(mean) }
}
