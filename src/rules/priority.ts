export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** What a new message makes of a ticket's priority: the more pressing of before and what its source says; the team's words make it urgent. */
export function raised(before: Priority, text: string, said: Priority | undefined, urgentWords: string[]): Priority {
  return mentions(text, urgentWords) ? 'urgent' : moreUrgent(before, said ?? before)
}

export function moreUrgent(one: Priority, other: Priority): Priority {
  return PRIORITIES.indexOf(one) < PRIORITIES.indexOf(other) ? one : other
}

/**
 * Whole words, whatever their case: "outage" is in "An outage!", and not in "outages". Where words stand without spaces they
 * are found anywhere.
 */
export function mentions(text: string, words: string[]): boolean {
  return words.some((word) => {
    const [before, after] = [UNSPACED_AT_START, UNSPACED_AT_END].map((unspaced) => unspaced.test(word.trim()))
    const pattern = `${before ? '' : '(?<![\\p{L}\\p{N}])'}${escaped(word)}${after ? '' : '(?![\\p{L}\\p{N}])'}`
    return new RegExp(pattern, 'iu').test(text)
  })
}

const UNSPACED = '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]'
const UNSPACED_AT_START = new RegExp(`^${UNSPACED}`, 'u')
const UNSPACED_AT_END = new RegExp(`${UNSPACED}$`, 'u')

function escaped(word: string): string {
  return word
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
}
