import { expect, test } from 'vitest'
import { add } from '../../src/sla/add.ts'
import { between } from '../../src/sla/between.ts'
import { openBefore } from '../../src/sla/open-before.ts'
import { everyDay, schedule } from './schedules.ts'

const belgrade = schedule(everyDay('8-12', '13:30-18'), { zone: 'Europe/Belgrade', holidays: { '2026-01-07': [] } })
const openTime = Temporal.Duration.from({ minutes: 90 })

test('a due time costs at most twice the plain Temporal sum it replaces', () => {
  const ours = (from: Temporal.Instant) => add(belgrade, from, openTime)
  const plain = (from: Temporal.Instant) => from.toZonedDateTimeISO(belgrade.zone).add(openTime).toInstant()
  expect(fastest(ours)).toBeLessThan(2 * fastest(plain))
})

test('the open time of a day costs at most twice the plain Temporal difference it replaces', () => {
  const ours = (from: Temporal.Instant) => between(belgrade, from, from.add({ hours: 24 }))
  const plain = (from: Temporal.Instant) => {
    const start = from.toZonedDateTimeISO(belgrade.zone)
    return start.until(from.add({ hours: 24 }).toZonedDateTimeISO(belgrade.zone), { largestUnit: 'hours' })
  }
  expect(fastest(ours)).toBeLessThan(2 * fastest(plain))
})

test('when to tell of a window costs the same whether it closes in a week or in ten years', () => {
  const ahead = Temporal.Duration.from({ minutes: 15 })
  const closingAfter = (days: number) => (from: Temporal.Instant) => {
    const night = from.round({ smallestUnit: 'hour', roundingIncrement: 24 })
    return openBefore(belgrade, night, night.add({ hours: days * 24 }), ahead)
  }
  expect(fastest(closingAfter(3653), 100)).toBeLessThan(5 * fastest(closingAfter(7), 100))
})

/** Milliseconds for a thousand, or so many, the best of many rounds, since another program may be using the processor. */
function fastest(work: (from: Temporal.Instant) => unknown, times = 1000) {
  const start = Temporal.Instant.from('2026-01-01T00:00Z')
  const moments = Array.from({ length: times }, (_, place) => start.add({ minutes: place * 131 }))
  const rounds = Array.from({ length: 15 }, () => {
    const began = performance.now()
    for (const moment of moments) work(moment)
    return performance.now() - began
  })
  return Math.min(...rounds)
}
