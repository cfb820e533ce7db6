import { openings } from './openings.ts'
import type { OpeningHours } from './schedule.ts'

/**
 * The moment by which so much open time has passed, to the millisecond. What ends with closing time is due at closing
 * time, not at the next opening; no time at all is due at once. Throws a RangeError for a negative duration.
 */
export function add(hours: OpeningHours, from: Temporal.Instant, openTime: Temporal.Duration): Temporal.Instant {
  return addMilliseconds(hours, from, Math.round(openTime.total('milliseconds')))
}

export function addMilliseconds(hours: OpeningHours, from: Temporal.Instant, openTime: number): Temporal.Instant {
  if (openTime < 0) throw new RangeError('Only open time ahead can be added.')
  if (openTime === 0) return from
  let left = openTime
  for (const { opens, closes } of openings(hours, from.epochMilliseconds)) {
    if (left <= closes - opens) return Temporal.Instant.fromEpochMilliseconds(opens + left)
    left -= closes - opens
  }
  throw new RangeError('Openings never end.')
}
