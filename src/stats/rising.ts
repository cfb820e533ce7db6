export interface Trend {
  tag: string
  count: number
  /** The mean of the same span in the weeks before. */
  usually: number
}

const LEAST = 3
const TIMES = 2
const SHOWN = 3

/** Tags that come at least twice as often as in the weeks before, the most unusual first; of no weeks, none. */
export function rising(counts: Map<string, number>, weeks: Map<string, number>[]): Trend[] {
  if (weeks.length === 0) return []
  const usually = (tag: string) => weeks.reduce((sum, week) => sum + (week.get(tag) ?? 0), 0) / weeks.length
  return [...counts]
    .map(([tag, count]) => ({ tag, count, usually: usually(tag) }))
    .filter(({ count, usually }) => count >= LEAST && count >= TIMES * usually)
    .toSorted((a, b) => b.count - b.usually - (a.count - a.usually) || a.tag.localeCompare(b.tag))
    .slice(0, SHOWN)
}
