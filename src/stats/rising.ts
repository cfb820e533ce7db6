export interface Trend {
  tag: string
  count: number
  /** The mean of the same span in the weeks before. */
  usually: number
}

const LEAST = 3
const TIMES = 2
const SHOWN = 3

/** Tags that come at least twice as often as they usually do, the most unusual first. */
export function rising(counts: Map<string, number>, before: Map<string, number>, weeks: number): Trend[] {
  if (weeks === 0) return []
  return [...counts]
    .map(([tag, count]) => ({ tag, count, usually: (before.get(tag) ?? 0) / weeks }))
    .filter(({ count, usually }) => count >= LEAST && count >= TIMES * usually)
    .toSorted((a, b) => b.count - b.usually - (a.count - a.usually) || a.tag.localeCompare(b.tag))
    .slice(0, SHOWN)
}
