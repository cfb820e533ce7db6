const names = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

/** A moment as people there say it at `now`: `6:50`, `Friday 9:00`, `3 November 9:00`. */
export function moment(at: Temporal.Instant, now: Temporal.Instant, zone: string): string {
  const there = at.toZonedDateTimeISO(zone)
  const days = there.toPlainDate().until(now.toZonedDateTimeISO(zone).toPlainDate()).days
  const clock = `${there.hour}:${String(there.minute).padStart(2, '0')}`
  if (days === 0) return clock
  const date = new Date(there.toPlainDate().toZonedDateTime('UTC').epochMilliseconds)
  return `${(days > 0 && days < 7 ? names : dates).format(date)} ${clock}`
}
