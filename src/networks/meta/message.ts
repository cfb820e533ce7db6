import { z } from 'zod'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { graph } from './graph.ts'
import { id } from './payload.ts'

/**
 * Sends a private message: in an open conversation, or as the one private answer to a comment or post, within seven days,
 * which tells the conversation it opened.
 */
export async function sendMessage(
  reply: OutgoingReply,
  account: Account,
  product: { label: string; address?: string },
): Promise<Sent> {
  const sent = await graph(account, {
    ...product,
    method: 'POST',
    path: `/${account.networkId}/messages`,
    json: { ...to(reply), message: { text: reply.text } },
    sends: true,
    answer: z.object({ recipient_id: id.optional(), message_id: id }),
  })
  return { id: sent.message_id, conversation: reply.opensPrivate ? sent.recipient_id : undefined }
}

function to({ opensPrivate, afterWindow, inReplyTo, conversation }: OutgoingReply) {
  if (opensPrivate && inReplyTo !== undefined && inReplyTo !== conversation)
    return { recipient: { comment_id: inReplyTo } }
  if (opensPrivate) return { recipient: { post_id: conversation } }
  const recipient = { id: conversation }
  // Only what a person writes may go out under this tag, and only where Meta has granted it to the app.
  return afterWindow
    ? { recipient, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
    : { recipient, messaging_type: 'RESPONSE' }
}
