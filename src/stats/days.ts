import type { Range } from './scope.ts'

/** Local days, from one up to but not including another. */
export interface Days {
  from: Temporal.PlainDate
  to: Temporal.PlainDate
}

/** From the first moment of the first day to the first moment of the day after the last: 23 or 25 hours where clocks change. */
export function rangeOf({ from, to }: Days, zone: string): Range {
  return { from: from.toZonedDateTime(zone).toInstant(), to: to.toZonedDateTime(zone).toInstant() }
}

/** Reads `today`, `yesterday`, `7d` (with today) or `2026-11-01..2026-11-15` (without the 15th); else undefined. */
export function readDays(words: string, today: Temporal.PlainDate): Days | undefined {
  const tomorrow = today.add({ days: 1 })
  if (words === 'today') return { from: today, to: tomorrow }
  if (words === 'yesterday') return { from: today.subtract({ days: 1 }), to: today }
  const back = Number(words.match(/^(\d{1,4})d$/)?.[1] ?? 0)
  if (back > 0) return { from: tomorrow.subtract({ days: back }), to: tomorrow }
  const [from, to, ...rest] = words.split('..').map(readDay)
  if (!from || !to || rest.length > 0 || Temporal.PlainDate.compare(from, to) >= 0) return undefined
  return { from, to }
}

export function readDay(words: string): Temporal.PlainDate | undefined {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(words) ? Temporal.PlainDate.from(words) : undefined
  } catch {
    return undefined
  }
}
