import { openings } from './openings.ts'
import type { OpeningHours } from './schedule.ts'

/** The open time from one moment to another, exact to the millisecond; negative if the second comes first. */
export function between(hours: OpeningHours, from: Temporal.Instant, to: Temporal.Instant): Temporal.Duration {
  return Temporal.Duration.from({ milliseconds: millisecondsBetween(hours, from, to) })
}

export function millisecondsBetween(hours: OpeningHours, from: Temporal.Instant, to: Temporal.Instant): number {
  const start = from.epochMilliseconds
  const end = to.epochMilliseconds
  if (end < start) return -millisecondsBetween(hours, to, from)
  let open = 0
  for (const { opens, closes } of openings(hours, start)) {
    if (opens >= end) return open
    open += Math.min(closes, end) - opens
    if (closes >= end) return open
  }
  return open
}
