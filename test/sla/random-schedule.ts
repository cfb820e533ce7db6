import fc from 'fast-check'
import { checkSchedule } from '../../src/sla/check-schedule.ts'
import type { Schedule, Span } from '../../src/sla/schedule.ts'

/** Places and days at which their clocks were changed, each in a way of its own. */
const changes = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Kwajalein', '1993-08-21'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/St_Johns', '2010-11-07'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Asia/Beirut', '2026-03-29'],
  ['Antarctica/Troll', '2026-10-25'],
  ['Pacific/Chatham', '2026-04-05'],
  ['America/Caracas', '2016-05-01'],
  ['Asia/Pyongyang', '2018-05-04'],
  ['Asia/Kathmandu', '2026-03-29'],
  ['UTC', '2024-02-29'],
] as const

/** A moment near a change of clocks, and the hours of a team there: nights, split shifts, holidays and half days. */
export const anyCase = fc
  .constantFrom(...changes)
  .chain(([zone, date]) => fc.record({ schedule: scheduleIn(zone, date), from: momentAround(date) }))

/** The same, but the hours are changed while the clock runs; the new ones may be in another zone. */
export const anyChangedCase = fc.constantFrom(...changes).chain(([zone, date]) =>
  fc
    .record({
      before: scheduleIn(zone, date),
      after: fc.constantFrom(zone, 'UTC', 'Asia/Kolkata').chain((other) => scheduleIn(other, date)),
      changed: momentAround(date),
      from: momentAround(date),
    })
    .map(({ before, after, changed, from }) => ({
      from,
      versions: [
        { from: Temporal.Instant.fromEpochMilliseconds(from - 86_400_000), schedule: before },
        { from: Temporal.Instant.fromEpochMilliseconds(Math.max(from, changed)), schedule: after },
      ],
    })),
)

function momentAround(date: string) {
  const middle = Date.parse(`${date}T00:00Z`)
  return fc.integer({ min: -36 * 60, max: 30 * 60 }).map((minutes) => middle + minutes * 60_000)
}

function scheduleIn(zone: string, date: string): fc.Arbitrary<Schedule> {
  return fc
    .record({
      hours: anyWeek,
      holidays: fc.uniqueArray(anyHoliday(date), { maxLength: 3, selector: (one) => one.date }),
    })
    .map(({ hours, holidays }) => ({ name: 'Office', zone, hours, holidays }))
    .map((schedule) => (checkSchedule(schedule).length === 0 ? schedule : { ...schedule, holidays: [] }))
}

/** Points on the week's circle, taken in pairs: an opening and a closing. */
const anyWeek = fc
  .constantFrom(1, 30)
  .chain((grid) =>
    fc.record({
      shift: fc.integer({ min: 0, max: 10_080 / grid - 1 }).map((place) => place * grid),
      points: fc
        .uniqueArray(fc.integer({ min: 0, max: 10_080 / grid - 1 }), { minLength: 2, maxLength: 40 })
        .map((places) => places.map((place) => place * grid)),
      // Nights that reach into the next morning's hours.
      longer: fc.constantFrom(0, 0, 180),
    }),
  )
  .map(({ shift, points, longer }) => {
    const spans = inPairs(points.toSorted((a, b) => a - b)).map(([opens, closes]) => {
      const from = (opens + shift) % 10_080
      return { day: Math.floor(from / 1440), from: from % 1440, to: (from % 1440) + Math.min(closes - opens, 1439) }
    })
    const on = (day: number): Span[] => {
      const own = spans.filter((span) => span.day === day).toSorted((a, b) => a.from - b.from)
      return own.map(({ from, to }, place) => ({
        from,
        to: place === own.length - 1 ? Math.min(to + longer, from + 1439) : to,
      }))
    }
    return { mon: on(0), tue: on(1), wed: on(2), thu: on(3), fri: on(4), sat: on(5), sun: on(6) }
  })

function anyHoliday(date: string) {
  return fc.record({
    date: fc.integer({ min: -2, max: 3 }).map((days) => Temporal.PlainDate.from(date).add({ days }).toString()),
    hours: fc.oneof(
      fc.constant<Span[]>([]),
      fc
        .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 4 })
        .map((places) => inPairs(places.toSorted((a, b) => a - b)))
        .map((pairs) => pairs.map(([from, to]) => ({ from: from * 30, to: to * 30 })))
        .filter((spans) => spans.every(({ from }) => from < 1440)),
    ),
  })
}

function inPairs(numbers: number[]): [number, number][] {
  const [first, second, ...rest] = numbers
  return first === undefined || second === undefined ? [] : [[first, second], ...inPairs(rest)]
}
