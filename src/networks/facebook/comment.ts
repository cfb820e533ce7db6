import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { author, stranger } from './author.ts'
import type { Happening } from './happening.ts'
import { media } from './media.ts'
import * as payload from './payload.ts'

/** A comment under a post: a customer's, or our own, given here or in another tool. */
export function comment(json: unknown, what: Happening, page: string, sent: Temporal.Instant | undefined): Incoming[] {
  const read = payload.comment.safeParse(json)
  if (!read.success) return [unreadable('feed comment', read.error)]
  const { comment_id: id, message: text = '', created_time, post } = read.data
  // Both ids hold the post's own, each behind whose it is.
  const { post_id = `${page}_${id.split('_')[0]}`, parent_id = post_id } = read.data
  const attachments = media(read.data)
  // `created_time` stays that of the comment, so the delivery's own time says when it was changed.
  if (what === 'remove') return [{ is: 'deletion', account: page, id, at: sent }]
  if (what === 'edit') return [{ is: 'edit', account: page, id, text, attachments, at: sent }]
  const by = author(read.data)
  const answers = parent_id === post_id ? undefined : parent_id
  return [
    {
      is: 'message',
      account: page,
      id,
      place: 'public',
      conversation: post_id,
      ...(by?.id === page ? { from: 'us' } : { from: 'customer', customer: by ?? stranger(answers ?? id) }),
      text,
      attachments,
      at: created_time,
      url: `https://www.facebook.com/${id}`,
      about: post?.permalink_url ? { url: post.permalink_url } : undefined,
      inReplyTo: answers,
      // A sticker comes without a word and without a picture; asking shows it.
      incomplete: text || attachments.length > 0 ? undefined : true,
    },
  ]
}
