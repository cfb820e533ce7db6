import { z } from 'zod'
import { type GraphCall, graph } from '../meta/graph.ts'
import { id } from '../meta/payload.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'

/** Publicly as a comment, privately as a message of the page. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  if (reply.place === 'private') return sendMessage(reply, account)
  const sent = await graph(account, {
    label: 'Facebook',
    method: 'POST',
    path: `/${commentedOn(reply)}/comments`,
    json: { message: reply.text },
    sends: true,
    answer: z.object({ id }),
  })
  return { id: sent.id, url: `https://www.facebook.com/${sent.id}` }
}

/**
 * The comment, post or review that ours stands under. Facebook shows two levels, though its interface takes deeper
 * ones, so the answer to an answer goes under the first comment.
 */
export function commentedOn({ place, conversation, inReplyTo, above }: OutgoingReply): string {
  return place === 'review' ? conversation : (above ?? inReplyTo ?? conversation)
}

async function sendMessage(reply: OutgoingReply, account: Account): Promise<Sent> {
  const sent = await graph(account, { ...message(reply, account) })
  return { id: sent.message_id, conversation: reply.opensPrivate ? sent.recipient_id : undefined }
}

const answer = z.object({ recipient_id: id, message_id: id })

function message(reply: OutgoingReply, account: Account): GraphCall<typeof answer> {
  return {
    label: 'Facebook',
    method: 'POST',
    path: `/${account.networkId}/messages`,
    json: { ...to(reply), message: { text: reply.text } },
    sends: true,
    answer,
  }
}

/** One private answer to a comment or visitor post, within seven days; after that, as in any conversation. */
function to({ opensPrivate, inReplyTo, conversation }: OutgoingReply) {
  if (!opensPrivate) return { recipient: { id: conversation }, messaging_type: 'RESPONSE' }
  if (inReplyTo === undefined || inReplyTo === conversation) return { recipient: { post_id: conversation } }
  return { recipient: { comment_id: inReplyTo } }
}
