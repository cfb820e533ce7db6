import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, count, eq, sql } from '../db/sql.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'

/** How many of the tickets opened in the scope have each tag now. */
export async function tagCounts(db: Db, scope: Scope): Promise<Map<string, number>> {
  const rows = await db
    .select({ tag: sql<string>`unnest(${tickets.tags})`.as('tag'), n: count() })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, scope.workspaceId), inRanges(tickets.openedAt, scope), ownedTicketFits(scope)))
    .groupBy(sql`tag`)
  return new Map(rows.map((row) => [row.tag, row.n]))
}
