import { z } from 'zod'
import { id } from '../loosely.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { facets } from './facets.ts'
import { xrpc } from './xrpc.ts'

/** In the chat, which opens with the first message where there is none yet. */
export async function sendMessage(reply: OutgoingReply, account: Account): Promise<Sent> {
  const convoId = await convoOf(reply, account)
  const message = { text: reply.text, facets: await facets(reply, account) }
  const sent = await xrpc(account, {
    name: 'chat.bsky.convo.sendMessage',
    json: { convoId, message },
    sends: reply,
    answer: z.object({ id }),
  })
  return { id: sent.id, conversation: reply.opensPrivate ? convoId : undefined }
}

/** Asking for the chat with somebody makes one. */
export async function convoOf(
  { opensPrivate, conversation, customer }: OutgoingReply,
  account: Account,
): Promise<string> {
  if (!opensPrivate) return conversation
  const { convo } = await xrpc(account, {
    name: 'chat.bsky.convo.getConvoForMembers',
    query: { members: [customer.id] },
    answer: z.object({ convo: z.object({ id }) }),
  })
  return convo.id
}
