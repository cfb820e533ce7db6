import type { About, Incoming, IncomingMessage } from '../network.ts'
import { customer } from './customer.ts'
import { notSummoned } from './errors.ts'
import { media } from './media.ts'
import type { Includes, Post } from './payload.ts'
import { withoutNames, wordsOf } from './words.ts'

/**
 * A post that concerns us, or an answer of ours given elsewhere. An edited post comes as a new one that knows its first
 * version: that stays its id, and the edit is told as well, in case the first has come before.
 */
export function told(post: Post, includes: Includes, account: string, calls?: 'calls us'): Incoming[] {
  const [first = post.id] = post.edit_history_tweet_ids ?? []
  const whole = message({ ...post, id: first }, includes, account, calls)
  if (first === post.id) return [whole]
  return [whole, { is: 'edit', account, id: first, text: whole.text, attachments: whole.attachments, at: whole.at }]
}

function message(post: Post, includes: Includes, account: string, calls: 'calls us' | undefined): IncomingMessage {
  const ours = post.author_id === account
  const answered = referred(post, 'replied_to')
  const text = wordsOf(post)
  const isAnswerable = ours || calls !== undefined || isSummoned(post, includes, account)
  return {
    is: 'message',
    account,
    id: post.id,
    place: 'public',
    conversation: post.conversation_id ?? post.id,
    ...(ours
      ? { from: 'us', customer: post.in_reply_to_user_id ? { id: post.in_reply_to_user_id } : undefined }
      : { from: 'customer', customer: customer(post.author_id, includes.users) }),
    text: ours ? withoutNames(text) : text,
    attachments: media(post.attachments?.media_keys, includes),
    at: post.created_at,
    url: `https://x.com/i/web/status/${post.id}`,
    about: ours ? undefined : about(post, includes, account),
    inReplyTo: answered,
    unanswerable: isAnswerable ? undefined : notSummoned,
  }
}

/** A thread of our own answers nobody. Without the one answered X may still name the post. */
export function answersAnother(post: Post, { tweets }: Includes, account: string): boolean {
  if (post.in_reply_to_user_id) return post.in_reply_to_user_id !== account
  const above = referred(post, 'replied_to')
  return above !== undefined && !tweets.some(({ id, author_id }) => id === above && author_id === account)
}

/** Since February 2026 an app may answer only whoever mentions or quotes its account. */
function isSummoned(post: Post, { tweets }: Includes, account: string): boolean {
  if (post.entities?.mentions?.some(({ id }) => id === account)) return true
  const quoted = referred(post, 'quoted')
  return tweets.some(({ id, author_id }) => id === quoted && author_id === account)
}

/** Our post that is answered or quoted, where X sends it along. */
function about(post: Post, { tweets }: Includes, account: string): About | undefined {
  const above = [referred(post, 'replied_to'), referred(post, 'quoted')]
  const ours = tweets.find(({ id, author_id }) => above.includes(id) && author_id === account)
  return ours && { text: wordsOf(ours), url: `https://x.com/i/web/status/${ours.id}` }
}

function referred({ referenced_tweets = [] }: Post, how: string): string | undefined {
  return referenced_tweets.find(({ type }) => type === how)?.id
}
