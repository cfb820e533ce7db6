import { z } from 'zod'
import { form } from '../form.ts'
import { id } from '../loosely.ts'
import type { Account, AttachmentLimit, MessageRef, OutgoingReply, Sent } from '../network.ts'
import { graph } from './graph.ts'

/** What a page's messages take, each as a message of its own. */
export const messageAttachments: AttachmentLimit = {
  ...{ most: 5, bytes: 8_000_000, types: ['jpg', 'png', 'gif', 'pdf'], apart: true },
}

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
    ...contentOf(reply),
    sends: reply,
    answer: z.object({ recipient_id: id.optional(), message_id: id }),
  })
  return { id: sent.message_id, conversation: reply.opensPrivate ? sent.recipient_id : undefined }
}

/** The customer sees our small picture below what they wrote. */
export async function markSeen(message: MessageRef, account: Account, product: { label: string }): Promise<void> {
  await graph(account, {
    ...product,
    method: 'POST',
    path: `/${account.networkId}/messages`,
    json: { recipient: { id: message.conversation }, sender_action: 'mark_seen' },
    answer: z.unknown(),
  })
}

/** A file goes in the form itself: Meta would fetch an address, and what Slack keeps has none that is open. */
function contentOf(reply: OutgoingReply): { json: unknown } | { form: FormData } {
  const [file] = reply.attachments
  if (!file) return { json: { ...to(reply), message: { text: reply.text } } }
  const type = file.type.startsWith('image/') ? 'image' : 'file'
  const { recipient, ...tags } = to(reply)
  const message = { attachment: { type, payload: { is_reusable: false } } }
  const fields = { ...tags, recipient: JSON.stringify(recipient), message: JSON.stringify(message) }
  return { form: form(fields, { filedata: file }) }
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
