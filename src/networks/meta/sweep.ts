import { z } from 'zod'
import { type Incoming, NetworkError, type Polled } from '../network.ts'
import { bearing, unknownList } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import { askSince, isSince } from './since.ts'
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

/** Reads one page: what it says, and what is to be read besides. */
export type Read = (one: Leaf, since: Temporal.Instant) => Promise<ReturnType<Tells>>

/** What a page says that has been read. */
export type Tells = (one: Leaf, told: List, since: Temporal.Instant) => { incoming: Incoming[]; more: Leaf[] }

const place = z.object({ since: z.string().optional(), begun: z.string().optional(), left: z.array(leaf) })
const ASKS_AT_MOST = 10

/**
 * Reads lists that tell the newest first, back to where the last sweep began. What is more than one tick may ask stands in
 * the cursor and is read on by the next, so that nothing is lost after a long absence.
 */
export async function sweep(
  before: unknown,
  first: Leaf,
  read: Read,
): Promise<{ incoming: Incoming[]; cursor: unknown }> {
  const unfinished = place.safeParse(before).data
  const { since } = unfinished ?? sinceIn(before)
  let { begun, left } = unfinished ?? { begun: undefined, left: [first] }
  const from = askSince({ since }, begun ? Temporal.Instant.from(begun) : Temporal.Now.instant())
  const incoming: Incoming[] = []
  for (let asked = 0; asked < ASKS_AT_MOST; asked += 1) {
    const [next, ...rest] = left
    if (!next) break
    const told = await read(next, from).catch((error: unknown) => without(next, error, asked))
    if (!told) break
    // By Graph's own clock, or not at all: a hurried machine's would leave out what is said until it is that late there.
    if (!unfinished && asked === 0) begun = timeThere()?.toString()
    incoming.push(...told.incoming.filter((one) => !('at' in one) || isSince(one.at, from)))
    left = [...told.more, ...rest]
  }
  return { incoming, cursor: left.length > 0 ? { since, begun, left } : { since: begun ?? since } }
}

function sinceIn(before: unknown): { since?: string } {
  return z.object({ since: z.string() }).safeParse(before).data ?? {}
}

/**
 * A list that was deleted meanwhile is passed over, and one that cannot be had now is asked for by the next tick; only where
 * that was the first question has the whole of it failed.
 */
function without(one: Leaf, error: unknown, asked: number): { incoming: Incoming[]; more: Leaf[] } | undefined {
  if (!(error instanceof NetworkError) || error.account || asked === 0) throw error
  return error.permanent
    ? { incoming: [{ is: 'unreadable', why: `${one.list}: ${error.message}` }], more: [] }
    : undefined
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
