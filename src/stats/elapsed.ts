import { type PgColumn, type SQL, sql } from '../db/sql.ts'

/**
 * When it is open from a moment on (milliseconds since 1970), in order of time, for ever; the reader stops.
 * `sla/openings.ts` tells it for a schedule and its versions.
 */
export type Openings = (from: number) => Iterable<{ opens: number; closes: number }>

/** The time between two columns as SQL in milliseconds: on the wall, and in opening hours within `horizon`. */
export type Elapsed = (from: PgColumn, to: PgColumn) => { wall: SQL; business: SQL }

/**
 * Opening hours become a row of moments, opening and closing in turn, and the open time before each. What has been open
 * until any moment is then one search and one addition in the database, so that no row has to leave it.
 */
export function elapsed(openings?: Openings, horizon?: { from: Temporal.Instant; to: Temporal.Instant }): Elapsed {
  if (!openings || !horizon) return (from, to) => ({ wall: wall(from, to), business: wall(from, to) })
  const table = timetable(openings, horizon.from.epochMilliseconds, horizon.to.epochMilliseconds)
  if (!table) return elapsed()
  const { moments, before } = table
  const open = (column: PgColumn) => openUntil(sql`date_part('epoch', ${column}) * 1000`, moments, before)
  return (from, to) => ({
    wall: wall(from, to),
    business: sql`round(greatest(${open(to)} - ${open(from)}, 0))`,
  })
}

/** A network's clock may run ahead of ours: nothing takes less than no time. */
function wall(from: PgColumn, to: PgColumn): SQL {
  return sql`round(greatest(date_part('epoch', ${to} - ${from}) * 1000, 0))`
}

/** Undefined: it never closes. */
function timetable(openings: Openings, from: number, to: number) {
  const moments: number[] = []
  const before: number[] = []
  let open = 0
  for (const { opens, closes } of openings(from)) {
    if (opens >= to) break
    const until = Math.min(closes, to)
    // One that follows at once goes on with the one before.
    if (opens === moments.at(-1)) {
      moments.pop()
      before.pop()
    } else {
      moments.push(opens)
      before.push(open)
    }
    open += until - opens
    moments.push(until)
    before.push(open)
  }
  if (moments.length === 2 && open === to - from) return undefined
  return { moments: array(moments), before: array(before) }
}

function array(values: number[]): SQL {
  return sql`${`{${values.join(',')}}`}::float8[]`
}

/** Odd places of the timetable are openings: only after these does open time pass. */
function openUntil(at: SQL, moments: SQL, before: SQL): SQL {
  const place = sql`width_bucket(${at}, ${moments})`
  return sql`coalesce((${before})[${place}] + case when ${place} % 2 = 1 then ${at} - (${moments})[${place}] else 0 end, 0)`
}
