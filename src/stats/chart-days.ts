import type { Db } from '../db/connect.ts'
import { rangeOf } from './days.ts'
import type { Openings } from './elapsed.ts'
import { elapsedIn } from './elapsed-in.ts'
import { replies } from './replies.ts'
import type { Scope } from './scope.ts'
import type { Spread } from './spread.ts'

export interface ChartDay {
  day: Temporal.PlainDate
  firstReply: Pick<Spread, 'n' | 'medianMs' | 'p90Ms'>
}

const DAYS = 14

/**
 * First replies of the last 14 whole local days, each counted as everywhere else. Of a day that is over nothing changes:
 * those that the last chart showed are `known`, and only the others are counted.
 */
export async function chartDays(
  db: Db,
  { workspaceId, only, zone }: Omit<Scope, 'ranges'> & { zone: string },
  known: ChartDay[],
  now: Temporal.Instant,
  openings?: Openings,
): Promise<ChartDay[]> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const days = Array.from({ length: DAYS }, (_, index) => today.subtract({ days: DAYS - index }))
  return Promise.all(
    days.map(async (day) => {
      const before = known.find((one) => one.day.equals(day))
      if (before) return before
      const scope = { workspaceId, only, ranges: [rangeOf({ from: day, to: day.add({ days: 1 }) }, zone)] }
      const { firstReply } = await replies(db, scope, await elapsedIn(db, scope, openings))
      return { day, firstReply }
    }),
  )
}
