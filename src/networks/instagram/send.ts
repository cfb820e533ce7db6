import { z } from 'zod'
import { id } from '../loosely.ts'
import { sendMessage } from '../meta/message.ts'
import { type Account, NetworkError, type OutgoingReply, type Sent } from '../network.ts'
import { instagram, productOf } from './graph.ts'
import { mentionedIn } from './mention.ts'

/** Publicly under a comment or where we are mentioned, privately as a message. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  if (reply.place === 'private') return sendMessage(reply, account, productOf(account))
  const answer = z.object({ id })
  return instagram(account, { method: 'POST', ...publicly(reply, account), sends: reply, answer })
}

function publicly(reply: OutgoingReply, account: Account): { path: string; query: Record<string, string> } {
  const { text: message, conversation, inReplyTo } = reply
  const post = mentionedIn(conversation)
  if (post !== undefined) {
    const query = { media_id: post, message }
    const isComment = inReplyTo !== undefined && inReplyTo !== post
    return { path: `/${account.networkId}/mentions`, query: isComment ? { ...query, comment_id: inReplyTo } : query }
  }
  return { path: `/${commentedOn(reply)}/replies`, query: { message } }
}

/** Instagram puts the answer to an answer under the first comment in any case, so that is the one we answer. */
export function commentedOn({ above, inReplyTo }: OutgoingReply): string {
  const comment = above ?? inReplyTo
  if (comment === undefined)
    throw new NetworkError('Instagram lets us answer a comment, and this ticket has none.', { permanent: true })
  return comment
}
