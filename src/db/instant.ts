import { customType } from 'drizzle-orm/pg-core'

/**
 * A moment, kept to the millisecond. Round with `milliseconds()` when making one, or equality fails after a round trip.
 * The drivers hand back a Date (postgres.js) or PostgreSQL's own text (PGlite), so both are read.
 */
export const instant = customType<{ data: Temporal.Instant; driverData: string | Date }>({
  dataType: () => 'timestamp(3) with time zone',
  toDriver: (value) => value.toString(),
  fromDriver: (value) =>
    value instanceof Date
      ? Temporal.Instant.fromEpochMilliseconds(value.getTime())
      : Temporal.Instant.from(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
})

export function milliseconds(at: Temporal.Instant): Temporal.Instant {
  return at.round('millisecond')
}
