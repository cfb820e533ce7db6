import type { Db } from '../db/connect.ts'
import { episodes } from '../db/schema.ts'
import { and, count, eq } from '../db/sql.ts'
import { inRanges, ofFittingTicket, type Scope } from './scope.ts'

/** Turns of waiting that needed no answer after all: spam, No Reply Needed, taken back by the customer. */
export async function excused(db: Db, scope: Scope): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(episodes)
    .where(
      and(
        eq(episodes.workspaceId, scope.workspaceId),
        inRanges(episodes.endedAt, scope),
        eq(episodes.endedAs, 'excused'),
        ofFittingTicket(db, episodes.ticketId, scope, 'owned'),
      ),
    )
  return row?.n ?? 0
}
