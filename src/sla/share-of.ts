import { addMilliseconds } from './add.ts'
import { millisecondsBetween } from './between.ts'
import type { PromiseOn } from './promises-of.ts'

/**
 * The moment at which so many percent of the promised open time have passed, counted back from the moment promised
 * (which may be older than the present hours); past 100, counted on from it.
 */
export function shareOf({ resumedAt, due, promised, hours }: PromiseOn, percent: number): Temporal.Instant {
  const whole = promised.total('milliseconds')
  if (percent >= 100) return addMilliseconds(hours, due, Math.round((whole * (percent - 100)) / 100))
  const left = Math.round((whole * (100 - percent)) / 100)
  return addMilliseconds(hours, resumedAt, Math.max(0, millisecondsBetween(hours, resumedAt, due) - left))
}
