import { z } from 'zod'
import { moment } from '../loosely.ts'
import type { Account, Incoming, IncomingMessage } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { instagram } from './graph.ts'
import * as payload from './payload.ts'

// The answer to a mention goes another way than the answer to a comment on our own post, and only this tells them apart.
const prefix = 'mention:'

/** Somebody names us under, or in, a post of their own. The delivery has ids only, so `askMention` asks for the rest. */
export function mention(json: unknown, account: string, sent: Temporal.Instant | undefined): Incoming {
  const read = payload.mention.safeParse(json)
  if (!read.success) return unreadable('mention', read.error)
  const { media_id, comment_id } = read.data
  return {
    is: 'message',
    account,
    id: comment_id ?? media_id,
    place: 'public',
    conversation: `${prefix}${media_id}`,
    from: 'customer',
    text: '',
    attachments: [],
    at: sent,
    incomplete: true,
  }
}

/** The post somebody mentioned us in or under, where the conversation is one of those. */
export function mentionedIn(conversation: string): string | undefined {
  return conversation.startsWith(prefix) ? conversation.slice(prefix.length) : undefined
}

const media = z.object({ permalink: z.string().optional() })
const answer = z.object({
  mentioned_comment: z
    .object({ text: z.string().default(''), username: z.string(), media: media.optional(), timestamp: moment })
    .optional(),
  mentioned_media: media
    .extend({ caption: z.string().default(''), username: z.string(), timestamp: moment.optional() })
    .optional(),
})

/** Instagram names the author only by handle, which is therefore the id. */
export async function askMention(message: IncomingMessage, post: string, account: Account): Promise<IncomingMessage> {
  const fields =
    message.id === post
      ? `mentioned_media.media_id(${post}){caption,permalink,username,timestamp}`
      : `mentioned_comment.comment_id(${message.id}){text,username,media{permalink},timestamp}`
  const told = await instagram(account, { path: `/${account.networkId}`, query: { fields }, answer })
  const comment = told.mentioned_comment ?? told.mentioned_media
  if (!comment) return message
  const { username, timestamp } = comment
  const url = told.mentioned_comment?.media?.permalink ?? told.mentioned_media?.permalink
  const ours = username === account.name
  return {
    ...message,
    from: ours ? 'us' : 'customer',
    customer: ours ? undefined : { id: `@${username}`, handle: username },
    text: told.mentioned_comment?.text ?? told.mentioned_media?.caption ?? '',
    at: timestamp ?? message.at,
    url,
    about: told.mentioned_comment && { url },
    incomplete: undefined,
  }
}
