import { z } from 'zod'
import type { Account, Incoming } from '../network.ts'
import { xrpc } from './xrpc.ts'

/** As many as Bluesky looks up at once. */
const most = 25

const uris = z.array(z.string())

/** Nothing tells of a deletion, so the customers' latest posts are looked up at each poll: what is not told any more is gone. */
export async function stillThere(
  account: Account,
  before: unknown,
): Promise<{ incoming: Incoming[]; cursor?: unknown }> {
  const known = uris.safeParse(before).data ?? []
  if (known.length === 0) return { incoming: [] }
  const answer = z.object({ posts: z.array(z.object({ uri: z.string() })) })
  const { posts } = await xrpc(account, { name: 'app.bsky.feed.getPosts', query: { uris: known }, answer })
  const there = new Set(posts.map(({ uri }) => uri))
  const gone = known.filter((uri) => !there.has(uri))
  return {
    incoming: gone.map((id) => ({ is: 'deletion', account: account.networkId, id })),
    cursor: known.filter((uri) => there.has(uri)),
  }
}

/** The latest first: those just come, and those watched before. */
export function watched(incoming: Incoming[], before: unknown): string[] {
  const come = incoming.flatMap((one) =>
    one.is === 'message' && one.place === 'public' && one.from === 'customer' ? [one.id] : [],
  )
  return [...new Set([...come.toReversed(), ...(uris.safeParse(before).data ?? [])])].slice(0, most)
}
