import { z } from 'zod'
import { readJson } from '../json.ts'
import { type Account, NetworkError } from '../network.ts'

/** From here on only what people wait for is asked of Graph; the polls wait. */
const FULL = 80
/** From here on nothing is: one call more, and Meta counts that against us as well. */
const OVER = 95
const PAUSE = { minutes: 5 }

type Caller = Pick<Account, 'apiUrl' | 'credentials'>

interface Held {
  percent: number
  until: Temporal.Instant
}

// Each process learns it by each answer, so it need not be kept.
const held = new Map<string, Held>()

/** Throws `NetworkError` where Graph has said that this account has used up nearly all of what it may. Asked again later. */
export function keepWithinUsage(
  account: Caller,
  label: string,
  sends: boolean | undefined,
  now: Temporal.Instant,
): void {
  const is = held.get(keyOf(account))
  if (!is || Temporal.Instant.compare(is.until, now) <= 0 || (sends && is.percent < OVER)) return
  throw new NetworkError(`${label} is near its limit (${is.percent} % used). Roost waits a little.`, {
    retryAfter: now.until(is.until, { smallestUnit: 'second', roundingMode: 'ceil' }),
  })
}

/** Reads what an answer says of it, in any of Meta's three ways. */
export function noteUsage(account: Caller, headers: Headers, now: Temporal.Instant): void {
  const uses = usesIn(headers)
  const percent = Math.max(0, ...uses.map((use) => Math.max(use.call_count, use.total_cputime, use.total_time)))
  const minutes = Math.max(PAUSE.minutes, ...uses.map((use) => use.estimated_time_to_regain_access))
  if (percent >= FULL) held.set(keyOf(account), { percent, until: now.add({ minutes }) })
  else if (uses.length > 0) held.delete(keyOf(account))
}

/** The longest wait that the answer to a call too many names. */
export function regainAccess(headers: Headers): Temporal.Duration {
  const minutes = usesIn(headers).map((use) => use.estimated_time_to_regain_access)
  // Without a word of it a minute, because asking too early counts as well.
  return Temporal.Duration.from({ minutes: Math.max(1, ...minutes) })
}

const share = z.coerce.number().catch(0).default(0)
/** In minutes, a day at most: what asks for more is a mistake on one of two sides. */
const wait = share.transform((minutes) => Math.min(Math.ceil(minutes), 24 * 60))
const use = z.object({
  call_count: share,
  total_cputime: share,
  total_time: share,
  estimated_time_to_regain_access: wait,
})
const oneUse = use.transform((only) => [only])
const usesByBusiness = z.record(z.string(), z.array(use)).transform((all) => Object.values(all).flat())

function usesIn(headers: Headers): z.infer<typeof use>[] {
  const read = (name: string, shape: z.ZodType<z.infer<typeof use>[]>) =>
    shape.safeParse(readJson(headers.get(name) ?? '')).data ?? []
  return [
    ...read('x-app-usage', oneUse),
    ...read('x-page-usage', oneUse),
    ...read('x-business-use-case-usage', usesByBusiness),
  ]
}

function keyOf({ apiUrl, credentials }: Caller): string {
  return `${apiUrl ?? ''} ${credentials.token}`
}
