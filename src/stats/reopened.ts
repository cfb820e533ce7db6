import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, count, eq } from '../db/sql.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'

/** Tickets reopened in the range; within 5 minutes of its close a ticket counts as never closed, and stands not here. */
export async function reopened(db: Db, scope: Scope): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, scope.workspaceId), inRanges(tickets.reopenedAt, scope), ownedTicketFits(scope)))
  return row?.n ?? 0
}
