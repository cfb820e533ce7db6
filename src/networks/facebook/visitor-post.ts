import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { author, stranger } from './author.ts'
import type { Happening } from './happening.ts'
import { media } from './media.ts'
import * as payload from './payload.ts'

/** What somebody else writes on the page's wall. What the page itself posts is no ticket. */
export function visitorPost(
  json: unknown,
  what: Happening,
  page: string,
  sent: Temporal.Instant | undefined,
): Incoming[] {
  const read = payload.post.safeParse(json)
  if (!read.success) return [unreadable('feed post', read.error)]
  const { post_id: id, message: text = '', created_time, published } = read.data
  // A removal names the page as `from` even where it was a visitor's.
  if (what === 'remove') return [{ is: 'deletion', account: page, id, at: sent }]
  const by = author(read.data)
  if (by?.id === page || published === 0 || published === false) return []
  const attachments = media(read.data)
  const isEmpty = !text && attachments.length === 0
  // A post put into the trash comes as an edit that leaves nothing.
  if (what === 'edit' && isEmpty) return [{ is: 'deletion', account: page, id, at: sent }]
  if (what === 'edit') return [{ is: 'edit', account: page, id, text, attachments, at: sent }]
  return [
    {
      is: 'message',
      account: page,
      id,
      place: 'public',
      conversation: id,
      from: 'customer',
      customer: by ?? stranger(id),
      text,
      attachments,
      at: created_time,
      url: `https://www.facebook.com/${id}`,
      incomplete: isEmpty ? true : undefined,
    },
  ]
}
