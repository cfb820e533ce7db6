import { writeSpan } from './read-span.ts'
import { type Schedule, type Span, weekdays } from './schedule.ts'

/** What is wrong, in a plain sentence, and where in the schedule it stands. */
export type Problem = { path: (string | number)[]; sentence: string }

/** Everything that keeps a schedule from being trusted; none: it is sound and opens again after any moment. */
export function checkSchedule(schedule: Schedule): Problem[] {
  return [...zoneProblems(schedule), ...weekProblems(schedule), ...holidayProblems(schedule)]
}

function zoneProblems({ zone }: Schedule): Problem[] {
  if (isZone(zone)) return []
  return [{ path: ['zone'], sentence: `"${zone}" is not a time zone. Write one such as Europe/Belgrade.` }]
}

/** A named zone. A bare offset such as +02:00 is none: it would be an hour off for half the year. */
function isZone(zone: string): boolean {
  try {
    return /^[a-z]/i.test(zone) && Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone))
  } catch {
    return false
  }
}

function weekProblems({ hours }: Schedule): Problem[] {
  if (weekdays.every((weekday) => hours[weekday].length === 0))
    return [{ path: ['hours'], sentence: 'These hours never open. Give at least one weekday hours.' }]
  return weekdays.flatMap((weekday) => dayProblems(hours[weekday], ['hours', weekday]))
}

function holidayProblems({ holidays }: Schedule): Problem[] {
  const dated = new Set<string>()
  return holidays.flatMap(({ date, hours }, place) => {
    const path = ['holidays', place]
    if (!isDate(date)) return [{ path, sentence: `"${date}" is not a date. Write it as 2026-12-25.` }]
    if (dated.has(date)) return [{ path, sentence: `${date} is listed twice. Keep one of them.` }]
    dated.add(date)
    return dayProblems(hours, path)
  })
}

function isDate(date: string) {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(date) && Boolean(Temporal.PlainDate.from(date))
  } catch {
    return false
  }
}

function dayProblems(spans: Span[], path: Problem['path']): Problem[] {
  const wrong = spans.find(({ from, to }) => !isSpan(from, to))
  if (wrong) return [{ path, sentence: 'Each span closes less than 24 hours after it opens, or is 00:00-24:00.' }]
  return overlapProblems(spans, path)
}

/** Less than 24 hours, or a whole day: 24 hours from any other time could not be told from none at all, 9-9. */
function isSpan(from: number, to: number) {
  return (from === 0 && to === 1440) || (from >= 0 && from < 1440 && to > from && to - from < 1440)
}

/** Within a day it is a slip of the pen. A night may reach into the next morning's hours: it is open then, once. */
function overlapProblems(spans: Span[], path: Problem['path']): Problem[] {
  const ordered = spans.toSorted((a, b) => a.from - b.from)
  for (const [place, span] of ordered.entries()) {
    const next = ordered[place + 1]
    if (next && next.from < span.to)
      return [{ path, sentence: `${writeSpan(span)} overlaps ${writeSpan(next)}. Let one end before the next begins.` }]
  }
  return []
}
