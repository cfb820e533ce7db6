import type { Db } from '../db/connect.ts'
import { episodes } from '../db/schema.ts'
import { and, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from '../db/sql.ts'
import { counted } from './opened.ts'
import { percent } from './percent.ts'
import { inRanges, ofFittingTicket, type Scope } from './scope.ts'

export interface WithinTarget {
  met: number
  missed: number
  /** Of both, with one decimal; null if there are none. */
  percent: number | null
}

/**
 * A promise belongs to the moment it falls due, and is counted there once. Equality is met. Open and overdue is missed;
 * closed without a reply is missed if the promise had passed, else neither; what was excused is neither.
 */
export async function promises(db: Db, scope: Scope, now: Temporal.Instant): Promise<WithinTarget> {
  const replied = eq(episodes.endedAs, 'replied')
  const [row] = await db
    .select({
      met: counted(and(replied, lte(episodes.endedAt, episodes.dueAt))),
      missed: counted(
        or(
          and(inArray(episodes.endedAs, ['replied', 'closed']), gt(episodes.endedAt, episodes.dueAt)),
          and(isNull(episodes.endedAt), lt(episodes.dueAt, now)),
        ),
      ),
    })
    .from(episodes)
    .where(and(eq(episodes.workspaceId, scope.workspaceId), inRanges(episodes.dueAt, scope), whose(db, scope, replied)))
  return withinTarget(row?.met ?? 0, row?.missed ?? 0)
}

export function withinTarget(met: number, missed: number): WithinTarget {
  return { met, missed, percent: percent(met, met + missed) }
}

/** The replier's, or, while nobody has replied, the owner's. */
function whose(db: Db, scope: Scope, replied: SQL): SQL | undefined {
  const agentIds = scope.only?.agentIds
  if (!agentIds) return ofFittingTicket(db, episodes.ticketId, scope)
  return or(
    and(replied, inArray(episodes.agentId, agentIds), ofFittingTicket(db, episodes.ticketId, scope)),
    and(sql`${episodes.endedAs} is distinct from 'replied'`, ofFittingTicket(db, episodes.ticketId, scope, 'owned')),
  )
}
