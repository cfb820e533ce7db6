import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, gte, lt } from '../db/sql.ts'
import type { Range, Scope } from './scope.ts'

/** So many of the same weekday before. */
const WEEKS = 4

/**
 * The same span in each of the last four weeks, as the clock on the wall there says, as far back as there is anything to
 * compare with. Figures over them are counted from their rows together.
 */
export async function comparable(db: Db, { workspaceId, ranges }: Scope, zone: string): Promise<Range[]> {
  const weeks = Array.from({ length: WEEKS }, (_, index) => index + 1)
  const earlier = weeks.map((week) => ranges.map((range) => shifted(range, week, zone)))
  const some = await Promise.all(earlier.map((each) => anything(db, workspaceId, each)))
  return earlier.filter((_, index) => some[index]).flat()
}

function shifted({ from, to }: Range, weeks: number, zone: string): Range {
  const back = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).subtract({ weeks }).toInstant()
  return { from: back(from), to: back(to) }
}

async function anything(db: Db, workspaceId: string, ranges: Range[]): Promise<boolean> {
  for (const { from, to } of ranges) {
    const found = await db
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(eq(tickets.workspaceId, workspaceId), gte(tickets.openedAt, from), lt(tickets.openedAt, to)))
      .limit(1)
    if (found.length > 0) return true
  }
  return false
}
