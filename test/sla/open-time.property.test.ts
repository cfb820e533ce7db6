import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add } from '../../src/sla/add.ts'
import { between } from '../../src/sla/between.ts'
import { nextOpening } from '../../src/sla/next-opening.ts'
import { openBefore } from '../../src/sla/open-before.ts'
import { openings } from '../../src/sla/openings.ts'
import type { OpeningHours } from '../../src/sla/schedule.ts'
import { openMinutes } from './oracle.ts'
import { anyCase, anyChangedCase } from './random-schedule.ts'

const walked = 3 * 24 * 60
// A walk is long, and other programs may be using the processor.
const patience = 120_000
const anyTime = fc.integer({ min: 0, max: 40 * 86_400_000 })

test(
  'what is due agrees with a walk along the clock on the wall',
  () => {
    fc.assert(
      fc.property(anyCase, ({ schedule, from }) => agrees(schedule, from)),
      { numRuns: 100 },
    )
  },
  patience,
)

test(
  'the same while opening hours are changed',
  () => {
    fc.assert(
      fc.property(anyChangedCase, ({ versions, from }) => agrees(versions, from)),
      { numRuns: 70 },
    )
  },
  patience,
)

test('what is added is what lies between', () => {
  fc.assert(
    fc.property(anyCase, anyTime, ({ schedule, from }, openTime) => {
      const start = instant(from)
      expect(milliseconds(schedule, start, plus(schedule, start, openTime))).toBe(openTime)
    }),
  )
})

test('who waits longer is never due earlier, and who wrote later neither', () => {
  fc.assert(
    fc.property(anyChangedCase, anyTime, anyTime, ({ versions, from }, a, b) => {
      const [less = 0, more = 0] = [a, b].toSorted((one, other) => one - other)
      const start = instant(from)
      expect(Temporal.Instant.compare(plus(versions, start, less), plus(versions, start, more))).not.toBe(1)
      expect(
        Temporal.Instant.compare(plus(versions, instant(from + less), a), plus(versions, instant(from + more), a)),
      ).not.toBe(1)
    }),
  )
})

test('two waits in a row are as long as the whole', () => {
  fc.assert(
    fc.property(anyChangedCase, anyTime, anyTime, ({ versions, from }, a, b) => {
      const [start, middle, end] = [instant(from), instant(from + a), instant(from + b)]
      expect(milliseconds(versions, start, middle) + milliseconds(versions, middle, end)).toBe(
        milliseconds(versions, start, end),
      )
    }),
  )
})

test('what is said before a closing agrees with a look through all openings until then', () => {
  const ahead = Temporal.Duration.from({ minutes: 15 })
  fc.assert(
    fc.property(anyChangedCase, anyTime, anyTime, ({ versions, from }, a, b) => {
      const [earliest, latest] = [instant(from + Math.min(a, b)), instant(from + Math.max(a, b))]
      expect(openBefore(versions, earliest, latest, ahead)).toEqual(lastBefore(versions, earliest, latest, ahead))
    }),
  )
})

function lastBefore(
  hours: OpeningHours,
  earliest: Temporal.Instant,
  latest: Temporal.Instant,
  ahead: Temporal.Duration,
): Temporal.Instant {
  const next = nextOpening(hours, latest)
  if (next.equals(latest) || earliest.equals(latest)) return next
  let last = next
  for (const { opens, closes } of openings(hours, earliest.epochMilliseconds)) {
    if (opens > latest.epochMilliseconds) return last
    last = instant(Math.max(opens, closes - ahead.total('milliseconds')))
  }
  return last
}

function agrees(hours: OpeningHours, from: number) {
  const open = openMinutes(hours, from, walked)
  const places = [0, 1, Math.floor(open.length / 3), Math.floor(open.length / 2), open.length - 1]
  for (const place of places) {
    const last = open[place]
    if (last === undefined) continue
    expect(plus(hours, instant(from), (place + 1) * 60_000).epochMilliseconds).toBe(last + 60_000)
  }
  for (const share of [0.1, 0.35, 0.5, 0.8, 1]) {
    const until = from + Math.floor(walked * share) * 60_000
    expect(milliseconds(hours, instant(from), instant(until))).toBe(open.filter((at) => at < until).length * 60_000)
  }
}

function plus(hours: OpeningHours, from: Temporal.Instant, milliseconds: number) {
  return add(hours, from, Temporal.Duration.from({ milliseconds }))
}

function milliseconds(hours: OpeningHours, from: Temporal.Instant, to: Temporal.Instant) {
  return between(hours, from, to).total('milliseconds')
}

function instant(at: number) {
  return Temporal.Instant.fromEpochMilliseconds(at)
}
