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
export function isZone(zone: string): boolean {
  try {
    return /^[a-z]/i.test(zone) && Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone))
  } catch {
    return false
  }
}

function weekProblems({ hours }: Schedule): Problem[] {
  if (weekdays.every((weekday) => hours[weekday].length === 0))
    return [{ path: ['hours'], sentence: 'These hours never open. Give at least one weekday hours.' }]
  return weekdays.flatMap((weekday, place) => {
    const tomorrow = weekdays[(place + 1) % 7] ?? 'mon'
    return dayProblems(hours[weekday], hours[tomorrow], ['hours', weekday])
  })
}

function holidayProblems({ hours, holidays }: Schedule): Problem[] {
  const dated = new Map<string, Span[]>()
  return holidays.flatMap(({ date, hours: spans }, place) => {
    const path = ['holidays', place]
    const day = readDate(date)
    if (!day) return [{ path, sentence: `"${date}" is not a date. Write it as 2026-12-25.` }]
    if (dated.has(date)) return [{ path, sentence: `${date} is listed twice. Keep one of them.` }]
    dated.set(date, spans)
    const hoursOn = (other: Temporal.PlainDate) =>
      holidays.find((holiday) => holiday.date === other.toString())?.hours ??
      hours[weekdays[other.dayOfWeek - 1] ?? 'mon']
    const nightBefore = hoursOn(day.subtract({ days: 1 })).filter(({ to }) => to > 1440)
    return [...dayProblems(spans, hoursOn(day.add({ days: 1 })), path), ...overlapProblems(nightBefore, spans, path)]
  })
}

function readDate(date: string) {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(date) ? Temporal.PlainDate.from(date) : null
  } catch {
    return null
  }
}

function dayProblems(spans: Span[], tomorrow: Span[], path: Problem['path']): Problem[] {
  const wrong = spans.find(({ from, to }) => !isSpan(from, to))
  if (wrong) return [{ path, sentence: 'Each span closes less than 24 hours after it opens, or is 00:00-24:00.' }]
  return overlapProblems(spans, tomorrow, path)
}

/** Less than 24 hours, or a whole day: 24 hours from any other time could not be told from none at all, 9-9. */
function isSpan(from: number, to: number) {
  return (from === 0 && to === 1440) || (from >= 0 && from < 1440 && to > from && to - from < 1440)
}

function overlapProblems(spans: Span[], tomorrow: Span[], path: Problem['path']): Problem[] {
  const ordered = inOrder(spans)
  const [first] = inOrder(tomorrow)
  const morning = first && { from: first.from + 1440, to: first.to + 1440 }
  for (const [place, span] of ordered.entries()) {
    const next = ordered[place + 1] ?? morning
    if (next && next.from < span.to)
      return [{ path, sentence: `${writeSpan(span)} overlaps ${writeSpan(next)}. Let one end before the next begins.` }]
  }
  return []
}

function inOrder(spans: Span[]) {
  return spans.toSorted((a, b) => a.from - b.from)
}
