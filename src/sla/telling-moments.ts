import { openings } from './openings.ts'
import type { Schedule } from './schedule.ts'

const minute = 60_000
const day = 24 * 60 * minute

/**
 * Moments whose promise shows what opening hours mean: ten minutes before the longest rest of the coming week, and before
 * the longest one within the next two months, which is a holiday's mostly. With no rest at all: now.
 */
export function tellingMoments(schedule: Schedule, now: Temporal.Instant): Temporal.Instant[] {
  const start = now.epochMilliseconds
  const rests: { from: number; length: number }[] = []
  let before: { opens: number; closes: number } | undefined
  for (const opening of openings(schedule, start)) {
    if (before && opening.opens > before.closes)
      rests.push({ from: Math.max(before.opens, before.closes - 10 * minute), length: opening.opens - before.closes })
    before = opening
    if (opening.opens > start + 60 * day) break
  }
  const [week] = longestFirst(rests.filter(({ from }) => from < start + 7 * day))
  const [twoMonths] = longestFirst(rests)
  const moments = [week, twoMonths].flatMap((rest) => rest?.from ?? [])
  return [...new Set(moments.length ? moments : [start])].map((at) => Temporal.Instant.fromEpochMilliseconds(at))
}

function longestFirst<Rest extends { length: number }>(rests: Rest[]): Rest[] {
  return rests.toSorted((a, b) => b.length - a.length)
}
