import { nextOpening } from './next-opening.ts'
import { type Opening, openings } from './openings.ts'
import type { OpeningHours } from './schedule.ts'

const WEEK = 7 * 24 * 60 * 60_000

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
  const last = lastOpening(hours, earliest.epochMilliseconds, latest.epochMilliseconds)
  return last
    ? Temporal.Instant.fromEpochMilliseconds(Math.max(last.opens, last.closes - ahead.total('milliseconds')))
    : nextOpening(hours, latest)
}

/** Looked for from its end, further back each time: a window may close years ahead. */
function lastOpening(hours: OpeningHours, earliest: number, latest: number): Opening | undefined {
  for (let back = WEEK; ; back *= 2) {
    const from = Math.max(earliest, latest - back)
    let last: Opening | undefined
    for (const opening of openings(hours, from)) {
      if (opening.opens > latest) break
      last = opening
    }
    // One that has begun before we looked is known whole only from further back.
    if (from === earliest || (last && last.opens > from)) return last
  }
}
