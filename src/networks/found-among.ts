import type { OutgoingReply } from './outgoing.ts'

/** By how much two clocks always differ. */
const skew = Temporal.Duration.from({ seconds: 5 })
/** By how much they may, where somebody does not look after one. */
const doubt = Temporal.Duration.from({ minutes: 15 })

interface Said {
  id: string
  at?: Temporal.Instant | undefined
  /** Whether we said it, in the words of the reply; undefined: it may be. */
  isSame: boolean | undefined
}

/**
 * After a lost answer: which of what was said is the reply. Undefined: nobody can say, since the same words stand there from
 * shortly before, by clocks that may differ; or since it may be what cannot be read, or stand on a page before this one, which
 * tells the newest and `most` at once.
 */
export function foundAmong<T extends Said>(
  said: (T | undefined)[],
  most: number,
  reply: OutgoingReply,
): T | 'absent' | undefined {
  const since = reply.at.subtract(skew)
  const found = said.find((one) => one?.isSame && one.at && Temporal.Instant.compare(one.at, since) >= 0)
  if (found) return found
  const earliest = reply.at.subtract(doubt)
  const isEarlier = (one: T) => one.at !== undefined && Temporal.Instant.compare(one.at, earliest) < 0
  if (said.some((one) => !one || (one.isSame !== false && !isEarlier(one)))) return undefined
  return said.length < most || said.some((one) => one && isEarlier(one)) ? 'absent' : undefined
}
