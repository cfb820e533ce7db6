/** The word most like the one that was meant, or undefined if none is like it at all. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const typed = word.toLowerCase()
  const ranked = words
    .map((candidate) => ({ candidate, distance: distance(typed, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [best] = ranked
  return best && best.distance <= Math.max(2, typed.length / 2) ? best.candidate : undefined
}

/** How many letters must be changed, added or left out to make one word of another; what merely goes on is near. */
function distance(from: string, to: string): number {
  if (from.length > 1 && to.startsWith(from)) return 0.5
  let row = Array.from({ length: to.length + 1 }, (_, place) => place)
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...to].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
