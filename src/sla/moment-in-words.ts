const english = 'en-GB'

/**
 * A moment as one says it, seen from another: "Monday 09:20"; with the date once the weekday alone would be unclear,
 * "Tuesday 3 November 10:00", and with the year once that would be.
 */
export function momentInWords(at: Temporal.Instant, zone: string, seenFrom: Temporal.Instant): string {
  const there = at.toZonedDateTimeISO(zone)
  const here = seenFrom.toZonedDateTimeISO(zone)
  const days = here.toPlainDate().until(there.toPlainDate()).days
  const unclear = days < 0 || days > 6
  const day = there.toLocaleString(english, {
    weekday: 'long',
    ...(unclear && { day: 'numeric', month: 'long' }),
    ...(there.year !== here.year && unclear && { year: 'numeric' }),
  })
  return `${day.replace(',', '')} ${there.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
