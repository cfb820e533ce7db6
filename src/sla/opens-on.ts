import { openings } from './openings.ts'
import type { OpeningHours } from './schedule.ts'

/** Whether anybody works on that day there: a span that begins on it, a night's included. */
export function opensOn(hours: OpeningHours, day: Temporal.PlainDate): boolean {
  const zone = 'zone' in hours ? hours.zone : (hours.at(-1)?.schedule.zone ?? 'UTC')
  const from = day.toZonedDateTime(zone).epochMilliseconds
  const to = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
  const [first] = openings(hours, from)
  return first !== undefined && first.opens < to
}
