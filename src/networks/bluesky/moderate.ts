import { z } from 'zod'
import { type Account, type MessageRef, NetworkError } from '../network.ts'
import { NotThere } from './errors.ts'
import { didOf, keyOf } from './post.ts'
import { xrpc } from './xrpc.ts'

/** A second like takes the place of the first. */
export async function like({ id }: MessageRef, account: Account): Promise<void> {
  const answer = z.object({ posts: z.array(z.object({ uri: z.string(), cid: z.string() })) })
  const [post] = (await xrpc(account, { name: 'app.bsky.feed.getPosts', query: { uris: [id] }, answer })).posts
  if (!post) throw new NotThere()
  const subject = { uri: post.uri, cid: post.cid }
  const record = {
    $type: 'app.bsky.feed.like',
    subject,
    createdAt: Temporal.Now.instant().round('millisecond').toString(),
  }
  await xrpc(account, {
    name: 'com.atproto.repo.createRecord',
    json: { repo: account.networkId, collection: 'app.bsky.feed.like', record },
    answer: z.unknown(),
  })
}

/** What is gone already may be deleted once more. */
export async function remove({ id }: MessageRef, account: Account): Promise<void> {
  if (didOf(id) !== account.networkId)
    throw new NetworkError('Only our own posts can be deleted at Bluesky.', { permanent: true })
  await xrpc(account, {
    name: 'com.atproto.repo.deleteRecord',
    json: { repo: account.networkId, collection: 'app.bsky.feed.post', rkey: keyOf(id) },
    answer: z.unknown(),
  })
}
