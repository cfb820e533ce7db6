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
  const wrong = spans.find(({ from, to }) => !(from >= 0 && from < 1440 && to > from && to - from <= 1440))
  if (wrong) return [{ path, sentence: 'Each span opens before it closes, within 24 hours.' }]
  return overlapProblems(spans, tomorrow, path)
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
