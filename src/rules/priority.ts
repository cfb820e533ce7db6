export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The more pressing of what the source says and what the team's words say. */
export function priorityOf(text: string, said: Priority | undefined, urgentWords: string[]): Priority {
  return mentions(text, urgentWords) ? 'urgent' : (said ?? 'normal')
}

export function moreUrgent(one: Priority, other: Priority): Priority {
  return PRIORITIES.indexOf(one) < PRIORITIES.indexOf(other) ? one : other
}

/** Whole words, whatever their case: "outage" is in "An outage!", and not in "outages". */
export function mentions(text: string, words: string[]): boolean {
  return words.some((word) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'iu').test(text))
}

function escaped(word: string): string {
  return word
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
}
