import { z } from 'zod'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { convoOf } from './chat-message.ts'
import { NotThere } from './errors.ts'
import * as payload from './payload.ts'
import { linkTo } from './post.ts'
import { recordKey } from './record-key.ts'
import { xrpc } from './xrpc.ts'

/** After a lost answer: a post is looked up by its name, a chat message by its words since the first attempt. */
export function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  return reply.place === 'private' ? findMessage(reply, account) : findPost(reply, account)
}

export async function findPost(reply: OutgoingReply, account: Account): Promise<Sent | 'absent'> {
  try {
    const { uri } = await xrpc(account, {
      name: 'com.atproto.repo.getRecord',
      query: { repo: account.networkId, collection: 'app.bsky.feed.post', rkey: recordKey(reply) },
      answer: z.object({ uri: payload.uri }),
    })
    return { id: uri, url: linkTo(uri) }
  } catch (error) {
    if (error instanceof NotThere) return 'absent'
    throw error
  }
}

/** Two clocks never agree quite. */
const skew = Temporal.Duration.from({ seconds: 5 })

async function findMessage(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  const convoId = await convoOf(reply, account)
  const query = { convoId, limit: '50' }
  const told = await xrpc(account, { name: 'chat.bsky.convo.getMessages', query, answer: payload.messages })
  const since = reply.at.subtract(skew)
  const messages = told.messages.map((json) => payload.chatMessage.safeParse(json).data)
  const ours = messages.find(
    (one) =>
      one?.sender.did === account.networkId &&
      one.text?.trim() === reply.text.trim() &&
      Temporal.Instant.compare(one.sentAt, since) >= 0,
  )
  if (ours) return { id: ours.id, conversation: reply.opensPrivate ? convoId : undefined }
  // Among what cannot be read it may stand.
  return messages.includes(undefined) ? undefined : 'absent'
}
