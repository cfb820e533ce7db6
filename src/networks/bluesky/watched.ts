import { z } from 'zod'
import type { Account, Incoming } from '../network.ts'
import { publicNews } from '../public-news.ts'
import { xrpc } from './xrpc.ts'

/** As many as Bluesky looks up at once. */
const most = 25

/** Posts, and those that were not told at the last look. */
const place = z.array(z.union([z.string(), z.object({ missing: z.string() })]))

/**
 * Nothing tells of a deletion, so the customers' latest posts are looked up at each poll: what is not told twice is gone. Once
 * may be a stumble of Bluesky's, and what is taken out here does not come back.
 */
export async function stillThere(
  account: Account,
  before: unknown,
): Promise<{ incoming: Incoming[]; cursor?: unknown }> {
  const known = place.safeParse(before).data ?? []
  const uris = known.map(uriOf)
  if (known.length === 0) return { incoming: [] }
  const answer = z.object({ posts: z.array(z.object({ uri: z.string() })) })
  const { posts } = await xrpc(account, { name: 'app.bsky.feed.getPosts', query: { uris }, answer })
  const there = new Set(posts.map(({ uri }) => uri))
  const gone = known.flatMap((one) => (typeof one === 'string' || there.has(one.missing) ? [] : [one.missing]))
  return {
    incoming: gone.map((id) => ({ is: 'deletion', account: account.networkId, id })),
    cursor: uris.filter((uri) => !gone.includes(uri)).map((uri) => (there.has(uri) ? uri : { missing: uri })),
  }
}

function uriOf(one: z.infer<typeof place>[number]): string {
  return typeof one === 'string' ? one : one.missing
}

/** The latest first: those just come, and those watched before. */
export function watched(incoming: Incoming[], before: unknown): z.infer<typeof place> {
  const known = place.safeParse(before).data ?? []
  return [...publicNews(incoming, known.map(uriOf)), ...known].slice(0, most)
}
