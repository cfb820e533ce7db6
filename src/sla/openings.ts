import { type OpeningHours, type Schedule, type Span, weekdays } from './schedule.ts'
import { stretchAt } from './stretch-at.ts'

/** Open from one moment to another, in milliseconds since 1970. */
export type Opening = { opens: number; closes: number }

const minute = 60_000
const day = 24 * 60 * minute

/**
 * When it is open from a moment on (milliseconds since 1970), in order of time, for ever; the caller stops. Open is
 * whenever the clock on the wall there reads a time within the hours, so a skipped hour is not worked and a repeated
 * hour is worked twice. Throws a RangeError if it never opens again.
 */
export function* openings(hours: OpeningHours, from: number): Generator<Opening> {
  if ('zone' in hours) yield* openingsOf(hours, from, Infinity)
  else
    for (const [place, { from: since, schedule }] of hours.entries()) {
      const begins = place === 0 ? -Infinity : since.epochMilliseconds
      const ends = hours[place + 1]?.from.epochMilliseconds ?? Infinity
      if (from < ends) yield* openingsOf(schedule, Math.max(from, begins), ends)
    }
}

function* openingsOf(schedule: Schedule, from: number, until: number): Generator<Opening> {
  const plan = planOf(schedule)
  let closedDays = 0
  for (let at = from; at < until; ) {
    const { offset, end } = stretchAt(schedule.zone, at)
    const stop = Math.min(end, until)
    let reached = at
    // From the day before, whose night may reach into this one.
    for (let date = Math.floor((at + offset) / day) - 1; date * day - offset < stop; date++) {
      for (const span of spansOn(plan, date)) {
        const midnight = date * day - offset
        const opens = Math.max(midnight + span.from * minute, reached)
        const closes = Math.min(midnight + span.to * minute, stop)
        if (opens >= closes) continue
        closedDays = 0
        // Where a night reaches into the next morning's hours, that time is open once.
        reached = closes
        yield { opens, closes }
      }
      if (++closedDays > plan.longestClosure) throw new RangeError(`${schedule.name} never opens again.`)
    }
    at = stop
  }
}

type Plan = { week: Span[][]; holidays: Map<number, Span[]>; longestClosure: number }

const plans = new WeakMap<Schedule, Plan>()

function planOf(schedule: Schedule): Plan {
  const known = plans.get(schedule)
  if (known) return known
  const plan = {
    week: weekdays.map((weekday) => inOrder(schedule.hours[weekday])),
    holidays: new Map(schedule.holidays.map(({ date, hours }) => [daysSince1970(date), inOrder(hours)])),
    // Each holiday can close one opening a week at most; a few more weeks for hours that a clock change swallows.
    longestClosure: 7 * (schedule.holidays.length + 4),
  }
  plans.set(schedule, plan)
  return plan
}

function inOrder(spans: Span[]) {
  return spans.toSorted((a, b) => a.from - b.from)
}

function daysSince1970(date: string) {
  return Temporal.Instant.from(`${date}T00:00Z`).epochMilliseconds / day
}

function spansOn({ week, holidays }: Plan, date: number): Span[] {
  // 1970 began on a Thursday, the fourth of the week.
  const weekday = (((date + 3) % 7) + 7) % 7
  return holidays.get(date) ?? week[weekday] ?? []
}
