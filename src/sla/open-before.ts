import { nextOpening } from './next-opening.ts'
import { openings } from './openings.ts'
import type { OpeningHours } from './schedule.ts'

/**
 * A moment to say something by `latest`, while it is open: that moment itself; else so long before the last closing
 * ahead of it, so that somebody can still act; else, if it was not open since `earliest`, the next opening.
 */
export function openBefore(
  hours: OpeningHours,
  earliest: Temporal.Instant,
  latest: Temporal.Instant,
  ahead: Temporal.Duration,
): Temporal.Instant {
  if (Temporal.Instant.compare(latest, earliest) <= 0 || nextOpening(hours, latest).equals(latest))
    return nextOpening(hours, latest)
  let last: number | null = null
  for (const { opens, closes } of openings(hours, earliest.epochMilliseconds)) {
    if (opens > latest.epochMilliseconds) break
    last = Math.max(opens, closes - ahead.total('milliseconds'))
  }
  return last === null ? nextOpening(hours, latest) : Temporal.Instant.fromEpochMilliseconds(last)
}
