import { z } from 'zod'
import { type Incoming, NetworkError, type Polled } from '../network.ts'
import { bearing, unknownList } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import { askSince, isSince } from './since.ts'
import { moves, reach, reachAfter } from './slipped-past.ts'
import { timeThere } from './time.ts'

const leaf = z.object({
  /** Which list of Graph's it belongs to, and whose that is. */
  list: z.string(),
  of: z.string(),
  /** Whose that in turn is, where it is asked for without. */
  under: z.string().optional(),
  /** Which page of it; absent: the first. */
  page: z.record(z.string(), z.string()).optional(),
})

/** A page of a list that is still to be read. */
export type Leaf = z.infer<typeof leaf>

/** Reads one page: what it says, and what is to be read besides. Of a list that moves, further pages only back to `turnSince`. */
export type Read = (one: Leaf, since: Temporal.Instant, turnSince: Temporal.Instant) => Promise<ReturnType<Tells>>

/** What a page says that has been read. */
export type Tells = (one: Leaf, told: List, since: Temporal.Instant) => { incoming: Incoming[]; more: Leaf[] }

const waiting = leaf.extend({
  /** How often it was asked for in vain; absent: its turn has not come yet. */
  tries: z.number().optional(),
  /** Back to when it is read, if the sweep that found it is over. */
  since: z.string().optional(),
})
type Waiting = z.infer<typeof waiting>

const place = z.object({
  since: z.string().optional(),
  begun: z.string().optional(),
  /** Back to when earlier sweeps heard that a conversation may have slipped past, the first of them first. */
  earlier: z.array(z.string()).catch([]).default([]),
  left: z.array(waiting).catch([]).default([]),
})
const ASKS_AT_MOST = 10
/** A minute apart, so about a day of them. */
const TRIES_AT_MOST = 1440

/**
 * Reads lists that tell the newest first, back to where the last sweep began. What is more than one tick may ask stands in
 * the cursor and is read on by the next, so that nothing is lost after a long absence. A page that cannot be had is
 * `trouble` and keeps back nothing else: it comes last, also behind what a new sweep finds.
 */
export async function sweep(
  before: unknown,
  first: Leaf,
  read: Read,
): Promise<{ incoming: Incoming[]; cursor: unknown; trouble?: string }> {
  const { since, left: found, isNew, ...kept } = resumed(before, first)
  let { begun } = kept
  let left: Waiting[] = found
  let trouble: string | undefined
  const from = askSince({ since }, begun ? Temporal.Instant.from(begun) : Temporal.Now.instant())
  const unread = left.filter((one) => one !== first && moves(one))
  let earlier = reach(kept.earlier, unread, from)
  const said = Temporal.Instant.from(earlier[0] ?? from)
  const incoming: Incoming[] = []
  for (let asked = 0; asked < ASKS_AT_MOST; asked += 1) {
    const [next, ...rest] = left
    if (!next) break
    const turnSince = next.since ? Temporal.Instant.from(next.since) : from
    const backTo = moves(next) ? said : turnSince
    try {
      const told = await read(next, backTo, turnSince)
      // By Graph's own clock, or not at all: a hurried machine's would leave out what is said until it is that late there.
      if (isNew && asked === 0) {
        begun = timeThere()?.toString()
        if (unread.length === 0) earlier = reachAfter(earlier, told.more, from)
      }
      incoming.push(...told.incoming.filter((one) => !('at' in one) || isSince(one.at, backTo)))
      const within = moves(next) ? said.toString() : next.since
      const more = told.more.map((one) => ({ ...one, tries: undefined, since: moves(one) ? next.since : within }))
      left = [...more, ...rest]
    } catch (error) {
      if (!(error instanceof NetworkError) || isOfAll(error, isNew, asked)) throw error
      // A limit is nothing of this page's.
      if (error.retryAfter) break
      const missed = without(once(rest, next, turnSince), error, asked > 0)
      incoming.push(...missed.incoming)
      left = [...rest.filter((other) => !isSame(other, next)), ...missed.left]
      trouble ??= missed.trouble
      if (missed.left.length > 0) break
    }
  }
  const cursor = left.length > 0 ? { since, begun, left } : { since: begun ?? since }
  return { incoming, cursor: { ...cursor, ...(earlier.length > 0 ? { earlier } : {}) }, trouble }
}

/** What the last tick has left, or a new sweep, once that is nothing but what could not be had. */
function resumed(before: unknown, first: Leaf) {
  const { since, begun, earlier, left } = place.safeParse(before).data ?? { earlier: [], left: [] }
  const isNew = left.every(({ tries }) => tries !== undefined)
  return isNew
    ? { since: begun ?? since, begun: undefined, earlier, left: [first, ...left], isNew }
    : { since, begun, earlier, left, isNew }
}

/** What another sweep found as well waits once, and is read as far back as the one that asks for more. */
function once(rest: Waiting[], next: Waiting, since: Temporal.Instant): Waiting {
  const other = rest.find((other) => isSame(other, next))
  const isFurther = other?.since && !isSince(Temporal.Instant.from(other.since), since)
  return { ...(other ?? next), since: isFurther ? other.since : since.toString() }
}

function isSame(one: Leaf, other: Leaf): boolean {
  return JSON.stringify([one.list, one.of, one.page]) === JSON.stringify([other.list, other.of, other.page])
}

/** An account that is refused, a list of which not even the beginning is told, or a limit that leaves nothing to be asked. */
function isOfAll(error: NetworkError, isNew: boolean, asked: number): boolean {
  return error.account || (asked === 0 && (isNew || error.retryAfter !== undefined))
}

/**
 * A page that was deleted meanwhile is passed over, if Graph has answered something else just before: else it may not be Graph
 * that says so. One that cannot be had now waits, for about a day of Graph's answers, since what waits is asked for behind others.
 */
function without(one: Waiting, error: NetworkError, hasAnswered: boolean) {
  const tries = (one.tries ?? 0) + 1
  const isLost = tries > TRIES_AT_MOST || (error.permanent && hasAnswered)
  const lost: Incoming = { is: 'unreadable', why: `${one.list}: ${error.message}` }
  return {
    incoming: isLost ? [lost] : [],
    left: isLost ? [] : [{ ...one, tries }],
    trouble: error.permanent ? undefined : error.message,
  }
}

const paging = z
  .object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() })
  .optional()
  .catch(undefined)

/** A list as Graph gives it: members that are read one by one, and where the next page is. */
export const list = z.object({ data: z.array(z.unknown()), paging })

export type List = z.infer<typeof list>

/** The members that can be read, and a word on each of the others, which bears what it takes to read it again. */
export function membersOf<T extends z.ZodType>(
  { list, of, under }: Leaf,
  { data }: Pick<List, 'data'>,
  what: string,
  one: T,
) {
  const read = data.map((json) => ({ json, ...one.safeParse(json) }))
  return {
    members: read.flatMap(({ data }) => (data === undefined ? [] : [data])),
    broken: read.flatMap(({ json, error }) =>
      error ? [bearing(unreadable(what, error), { list, context: { of, under }, json })] : [],
    ),
  }
}

/** What such a member says once it can be read; what stood on pages after it was asked for then. */
export function readMember({ list, context, json }: Polled, tells: Tells): Incoming[] {
  const one = leaf.safeParse({ list, ...z.record(z.string(), z.unknown()).safeParse(context).data })
  if (!one.success) return unknownList(list)
  return tells(one.data, { data: [json] }, Temporal.Instant.fromEpochMilliseconds(0)).incoming
}

/** The next page of it, as long as what was told is new; undefined at its end. */
export function next(
  one: Leaf,
  { paging }: List,
  told: (Temporal.Instant | undefined)[],
  since: Temporal.Instant,
): Leaf[] {
  const page = pageIn(paging)
  const isNews = told.length > 0 && told.every((at) => isSince(at, since))
  return page && isNews && JSON.stringify(page) !== JSON.stringify(one.page) ? [{ ...one, page }] : []
}

/** Only its place is taken from the address: that bears the token, and leads wherever it says. */
function pageIn(paging: List['paging']): Record<string, string> | undefined {
  if (!paging?.next) return undefined
  const query = URL.parse(paging.next)?.searchParams
  const said = ['after', 'until', 'offset', '__paging_token'].flatMap((name) => {
    const value = query?.get(name)
    return value ? [[name, value]] : []
  })
  if (said.length > 0) return Object.fromEntries(said)
  return paging.cursors && { after: paging.cursors.after }
}
