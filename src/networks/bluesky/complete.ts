import { z } from 'zod'
import type { Account, IncomingMessage } from '../network.ts'
import * as payload from './payload.ts'
import { customer, didOf, linkTo, media } from './post.ts'
import { xrpc } from './xrpc.ts'

/** Asks who writes in the chat, which may tell only an id, and what stands in the post of ours above an answer. */
export async function complete(message: IncomingMessage, account: Account): Promise<IncomingMessage> {
  if (message.from === 'us') return message
  if (message.place === 'private') return withProfile(message, account)
  const root = message.conversation
  if (root === message.id || didOf(root) !== account.networkId) return message
  const answer = z.object({ posts: z.array(payload.post) })
  const { posts } = await xrpc(account, { name: 'app.bsky.feed.getPosts', query: { uris: [root] }, answer })
  const [post] = posts
  if (!post) return message
  const picture = media(post).find(({ type }) => type === 'image')
  return { ...message, about: { text: post.record.text, url: linkTo(root), pictureUrl: picture?.url } }
}

async function withProfile(message: IncomingMessage, account: Account): Promise<IncomingMessage> {
  if (!message.customer || message.customer.handle) return message
  const query = { actor: message.customer.id }
  const profile = await xrpc(account, { name: 'app.bsky.actor.getProfile', query, answer: payload.profile })
  return { ...message, customer: customer(profile) }
}
