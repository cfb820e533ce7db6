import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import * as payload from './payload.ts'

/** A comment under one of our posts, reels or live films. Its moment is not told, so the delivery's stands for it. */
export function comment(json: unknown, account: string, sent: Temporal.Instant | undefined): Incoming {
  const read = payload.comment.safeParse(json)
  if (!read.success) return unreadable('comment', read.error)
  const { id, parent_id, text, from, media } = read.data
  const ours = from.id === account || from.self_ig_scoped_id !== undefined
  return {
    is: 'message',
    account,
    id,
    place: 'public',
    conversation: media.id,
    ...(ours ? { from: 'us' } : { from: 'customer', customer: { id: from.id, handle: from.username } }),
    text,
    attachments: [],
    at: sent,
    inReplyTo: parent_id,
  }
}
