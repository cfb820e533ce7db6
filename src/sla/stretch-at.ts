/** While a zone keeps one offset. All in milliseconds; the start belongs to it, the end does not. */
export type Stretch = { start: number; end: number; offset: number }

const known = new Map<string, Stretch[]>()

/**
 * The stretch of unchanged offset around a moment (milliseconds since 1970). Inside it the clock on the wall runs
 * evenly, so times of day become plain sums. Found once per zone and half-year, then remembered.
 */
export function stretchAt(zone: string, at: number): Stretch {
  const stretches = known.get(zone) ?? []
  const found = stretches.find(({ start, end }) => start <= at && at < end)
  if (found) return found
  const stretch = askTemporal(zone, at)
  known.set(zone, [...stretches, stretch])
  return stretch
}

function askTemporal(zone: string, at: number): Stretch {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  // "previous" means strictly before, and the moment may itself be the change.
  const start = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  const end = here.getTimeZoneTransition('next')
  return {
    start: start?.epochMilliseconds ?? -Infinity,
    end: end?.epochMilliseconds ?? Infinity,
    offset: here.offsetNanoseconds / 1_000_000,
  }
}
