import type { Answer } from './http.ts'
import { NetworkError } from './network.ts'

// Each process learns it by each answer, so it need not be kept.
const spentUntil = new Map<string, number>()

/** Throws `NetworkError` where the last answer has said that no more calls of this kind are taken for now. */
export function keepWithinAllowance(label: string, kind: string): void {
  const left = (spentUntil.get(kind) ?? 0) - performance.now()
  if (left <= 0) return void spentUntil.delete(kind)
  throw new NetworkError(`${label} takes no more of these for now. Roost waits a little.`, {
    retryAfter: Temporal.Duration.from({ milliseconds: Math.ceil(left) }),
  })
}

/** Three networks tell how many calls are left, in headers of three names; the last one is not tried in vain. */
export function noteAllowance(kind: string, { status, headers }: Pick<Answer, 'status' | 'headers'>): void {
  const left = remaining.map((name) => headers.get(name)).find((value) => value !== null)
  const wait = status === 429 || left?.trim() === '0' ? waitIn(headers) : undefined
  if (wait) spentUntil.set(kind, performance.now() + wait.total('milliseconds'))
}

const remaining = ['x-rate-limit-remaining', 'ratelimit-remaining', 'x-ratelimit-remaining']
const resets = ['x-rate-limit-reset', 'ratelimit-reset', 'x-ratelimit-reset']

/** How long to wait: `Retry-After`, or the moment when the count begins anew, in any of the ways they write these. */
export function waitIn(headers: Headers): Temporal.Duration | undefined {
  const now = timeOf(headers)
  const named = ['retry-after', ...resets].map((name) => secondsIn(headers.get(name), now))
  const seconds = Math.ceil(named.find((one) => one !== undefined && one > 0) ?? 0)
  return seconds > 0 ? Temporal.Duration.from({ seconds: Math.min(seconds, longest) }) : undefined
}

/** What asks for more is a mistake on one of two sides. */
const longest = 24 * 60 * 60

/** In milliseconds. As whoever answers has it, where they say it: this machine's clock may be wrong. */
function timeOf(headers: Headers): number {
  const said = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(said) ? Date.now() : said
}

/** Seconds from now, a moment in seconds or milliseconds, or a date. */
function secondsIn(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  const number = Number(value)
  if (Number.isNaN(number)) return (Date.parse(value) - now) / 1000 || undefined
  if (number < 1_000_000_000) return number
  return (number < 100_000_000_000 ? number : number / 1000) - now / 1000
}
