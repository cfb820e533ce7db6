import { percent } from './percent.ts'

/** What Meta asks of a page before it says "Very responsive", by its help pages: in the last 7 days, both of these. */
export const BADGE = { days: 7, rate: 90, meanMs: 15 * 60_000 } as const

/** A private message on a page of Meta's, ours or the customer's, in order of time. */
export interface BadgeMessage {
  ticketId: number
  customerId: number
  from: 'customer' | 'us'
  at: Temporal.Instant
  /** The customer's ticket was closed as spam, or as needing no reply: Meta leaves those out. */
  leftOut: boolean
}

export interface Badge {
  /** First messages after 24 h of silence on both sides. */
  openers: number
  answered: number
  rate: number | null
  /** The mean of the fastest 90 % of the answers. */
  meanMs: number | null
  reached: boolean
  /** So many of those that wait must be answered to reach the rate; null if that is not enough. */
  missing: number | null
  /** The tickets whose first message waits: they still decide it. */
  waiting: number[]
}

const SILENCE = 24 * 3_600_000

/** Counts as Meta does, for the 7 days before `now`; messages of the day before tell whether there was silence. */
export function badge(messages: BadgeMessage[], now: Temporal.Instant): Badge {
  const begins = now.epochMilliseconds - BADGE.days * SILENCE
  const openers = [...Map.groupBy(messages, (message) => message.customerId).values()]
    .flatMap(openersOf)
    .filter(({ at, leftOut }) => at >= begins && !leftOut)
  const took = openers.flatMap((opener) => opener.took ?? []).toSorted((a, b) => a - b)
  const fastest = took.slice(0, Math.ceil(took.length * 0.9))
  const meanMs = fastest.length === 0 ? null : fastest.reduce((sum, ms) => sum + ms, 0) / fastest.length
  const rate = percent(took.length, openers.length)
  const waiting = openers.filter((opener) => opener.took === undefined).map((opener) => opener.ticketId)
  const missing = Math.max(0, Math.ceil((openers.length * BADGE.rate) / 100) - took.length)
  return {
    ...{ openers: openers.length, answered: took.length, rate, meanMs, waiting },
    reached: meanMs !== null && meanMs <= BADGE.meanMs && missing === 0,
    missing: missing <= waiting.length ? missing : null,
  }
}

interface Opener {
  at: number
  ticketId: number
  leftOut: boolean
  took?: number
}

function openersOf(said: BadgeMessage[]): Opener[] {
  const openers: Opener[] = []
  let last = -Infinity
  for (const { at, from, ticketId, leftOut } of said) {
    const ms = at.epochMilliseconds
    const opener = openers.at(-1)
    if (from === 'customer' && ms - last >= SILENCE) openers.push({ at: ms, ticketId, leftOut })
    else if (from === 'us' && opener && opener.took === undefined) opener.took = ms - opener.at
    last = ms
  }
  return openers
}
