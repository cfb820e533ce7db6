import { z } from 'zod'
import { foundAmong } from '../found-among.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { sameWords } from '../same-words.ts'
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

const atOnce = 50

async function findMessage(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  const convoId = await convoOf(reply, account)
  const query = { convoId, limit: `${atOnce}` }
  const told = await xrpc(account, { name: 'chat.bsky.convo.getMessages', query, answer: payload.messages })
  const found = foundAmong(
    told.messages.map((json) => {
      const message = payload.chatMessage.safeParse(json).data
      if (!message) return undefined
      const isOurs = message.sender.did === account.networkId
      return { id: message.id, at: message.sentAt, isSame: isOurs && sameWords(message.text ?? '', reply.text) }
    }),
    atOnce,
    reply,
  )
  if (!found || found === 'absent') return found
  return { id: found.id, conversation: reply.opensPrivate ? convoId : undefined }
}
