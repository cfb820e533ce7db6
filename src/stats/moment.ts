/** A moment as people there say it at `now`: `6:50`, `Friday 9:00`, `3 November 9:00`. */
export function moment(at: Temporal.Instant, now: Temporal.Instant, zone: string): string {
  const there = at.toZonedDateTimeISO(zone)
  const days = there.toPlainDate().until(now.toZonedDateTimeISO(zone).toPlainDate()).days
  const clock = `${there.hour}:${String(there.minute).padStart(2, '0')}`
  if (days === 0) return clock
  const day = days > 0 && days < 7 ? { weekday: 'long' as const } : { day: 'numeric' as const, month: 'long' as const }
  return `${there.toLocaleString('en-GB', day)} ${clock}`
}
