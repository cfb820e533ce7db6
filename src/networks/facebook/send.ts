import { z } from 'zod'
import { form } from '../form.ts'
import { id } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import { sendMessage } from '../meta/message.ts'
import type { Account, AttachmentLimit, OutgoingReply, Sent } from '../network.ts'

/** Publicly as a comment, privately as a message of the page. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  if (reply.place === 'private') return sendMessage(reply, account, { label: 'Facebook' })
  const sent = await graph(account, {
    label: 'Facebook',
    method: 'POST',
    path: `/${commentedOn(reply)}/comments`,
    ...contentOf(reply),
    sends: reply,
    answer: z.object({ id }),
  })
  return { id: sent.id, url: `https://www.facebook.com/${sent.id}` }
}

/** What a comment takes: one picture, which goes in the form itself, beside the words. */
export const commentAttachments: AttachmentLimit = { most: 1, bytes: 4_000_000, types: ['jpg', 'png'] }

function contentOf({ text, attachments: [picture] }: OutgoingReply): { json: unknown } | { form: FormData } {
  return picture ? { form: form({ message: text || undefined }, { source: picture }) } : { json: { message: text } }
}

/**
 * The comment, post or review that ours stands under. Facebook shows two levels, though its interface takes deeper
 * ones, so the answer to an answer goes under the first comment.
 */
export function commentedOn({ place, conversation, inReplyTo, above }: OutgoingReply): string {
  return place === 'review' ? conversation : (above ?? inReplyTo ?? conversation)
}
