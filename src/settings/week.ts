import { z } from 'zod'
import { aroundTheClock, type Schedule, type Span, type Weekday, weekdays } from '../sla/schedule.ts'
import { spans } from './spans.ts'

type Week = Schedule['hours']

/**
 * Hours by weekday or by a range of them, `{ mon-thu: [08:00-12:00], fri: [22:00-06:00] }`, or `always`. Days left out
 * are closed.
 */
export const week = z.codec(
  z.union([z.literal('always'), z.record(z.string(), spans)], {
    error: 'Write hours by weekday, such as { mon-fri: [09:00-17:00] }, or always.',
  }),
  z.custom<Week>((value) => typeof value === 'object'),
  {
    decode: (written, context) => {
      if (written === 'always') return aroundTheClock.hours
      const read: Partial<Week> = {}
      for (const [key, hours] of Object.entries(written)) {
        const days = daysOf(key)
        const again = days.find((day) => read[day])
        const message = again
          ? `${again} has hours already. Name each day once.`
          : `"${key}" is no weekday. Write mon, tue or mon-thu.`
        if (again || days.length === 0) context.issues.push({ code: 'custom', path: [key], input: key, message })
        for (const day of days) read[day] = hours
      }
      return { ...closed, ...read }
    },
    encode: (hours) => (isAlways(hours) ? ('always' as const) : inRanges(hours)),
  },
)

const closed: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }

const order: readonly string[] = weekdays

/** The days that a key such as `mon` or `mon-thu` names, in order; none if it is no such key. */
export function daysOf(key: string): Weekday[] {
  const [first = -1, last = first, ...rest] = key
    .toLowerCase()
    .split('-')
    .map((name) => order.indexOf(name.trim()))
  if (first < 0 || last < 0 || rest.length > 0) return []
  const ahead = [...weekdays, ...weekdays].slice(first)
  return ahead.slice(0, ((last - first + 7) % 7) + 1)
}

function isAlways(hours: Week) {
  return weekdays.every((day) => sameHours(hours[day], aroundTheClock.hours[day]))
}

function inRanges(hours: Week) {
  const ranges: { first: Weekday; last: Weekday; spans: Span[] }[] = []
  for (const day of weekdays) {
    const range = ranges.at(-1)
    if (range && sameHours(range.spans, hours[day])) range.last = day
    else ranges.push({ first: day, last: day, spans: hours[day] })
  }
  return Object.fromEntries(
    ranges
      .filter((range) => range.spans.length > 0)
      .map(({ first, last, spans }) => [first === last ? first : `${first}-${last}`, spans]),
  )
}

function sameHours(one: Span[], other: Span[]) {
  return JSON.stringify(one) === JSON.stringify(other)
}
