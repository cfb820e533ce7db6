import { z } from 'zod'
import { moment } from '../loosely.ts'
import type { Caller } from './session.ts'
import { xrpc } from './xrpc.ts'

/** How far back something may turn up late, because Bluesky lists it only after a while. */
const late = Temporal.Duration.from({ minutes: 10 })

export interface List {
  name: string
  query: Record<string, string | string[]>
  /** Where the list stands in the answer. */
  field: string
  /** Where the post stands in a member of it; absent: it is the member. */
  member?: string
}

/**
 * What a list that tells the newest first holds that was not there before, oldest first. There is no asking "since", so
 * pages are turned until one holds something known or older. The place is the newest moment and the names last seen.
 */
export async function fresh(
  account: Caller,
  list: List,
  before: unknown,
): Promise<{ members: unknown[]; cursor?: unknown }> {
  const known = place.safeParse(before).data
  const all: Member[] = []
  let cursor: string | undefined
  do {
    const page = await pageOf(account, list, cursor)
    all.push(...page.members)
    // A page that is told again is the last one, whatever it says.
    const isEnough =
      !known || page.members.length === 0 || page.next === cursor || page.members.some((one) => isKnown(one, known))
    cursor = isEnough ? undefined : page.next
  } while (cursor)
  return {
    members: all
      .filter((one) => isNew(one, known))
      .map(({ json }) => json)
      .toReversed(),
    cursor: placeAfter(all, known),
  }
}

interface Member {
  json: unknown
  post?: { uri: string; indexedAt: Temporal.Instant }
}

const place = z.object({ at: moment, seen: z.array(z.string()) })
const post = z.object({ uri: z.string(), indexedAt: moment })

async function pageOf(account: Caller, { name, query, field, member }: List, cursor: string | undefined) {
  const answer = z.object({ cursor: z.string().optional() }).loose()
  const told = await xrpc(account, { name, query: { ...query, ...(cursor ? { cursor } : {}) }, answer })
  const members = z.array(z.unknown()).catch([]).parse(told[field])
  return {
    next: told.cursor,
    members: members.map((json): Member => ({ json, post: post.safeParse(within(json, member)).data })),
  }
}

function within(json: unknown, member: string | undefined): unknown {
  return member === undefined ? json : z.record(z.string(), z.unknown()).safeParse(json).data?.[member]
}

type Place = z.infer<typeof place>

function isKnown({ post }: Member, { at, seen }: Place): boolean {
  return post !== undefined && (seen.includes(post.uri) || Temporal.Instant.compare(post.indexedAt, at) < 0)
}

function isNew({ post }: Member, known: Place | undefined): boolean {
  if (!post || !known) return true
  return !known.seen.includes(post.uri) && Temporal.Instant.compare(post.indexedAt, known.at.subtract(late)) >= 0
}

/** More names than a page has, so that one post deleted does not make the rest look new. */
function placeAfter(members: Member[], known: Place | undefined) {
  const posts = members.flatMap(({ post }) => post ?? [])
  const moments = [...posts.map(({ indexedAt }) => indexedAt), ...(known ? [known.at] : [])]
  const [newest] = moments.toSorted(Temporal.Instant.compare).toReversed()
  const seen = [...new Set([...posts.map(({ uri }) => uri), ...(known?.seen ?? [])])].slice(0, 150)
  return newest && { at: newest.toString(), seen }
}
