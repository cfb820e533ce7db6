import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { author } from './author.ts'
import { happening } from './happening.ts'
import * as payload from './payload.ts'

/** Somebody names the page elsewhere. The delivery does not say who, so `complete` asks. */
export function mention(json: unknown, page: string, sent: Temporal.Instant | undefined): Incoming[] {
  const read = payload.mention.safeParse(json)
  if (!read.success) return [unreadable('mention', read.error)]
  const { post_id, comment_id: id = post_id, message: text = '', created_time, verb } = read.data
  const by = author(read.data)
  if (by?.id === page) return []
  switch (happening(verb)) {
    case 'remove':
      return [{ is: 'deletion', account: page, id, at: sent }]
    case 'edit':
      return [{ is: 'edit', account: page, id, text, at: sent }]
    case 'add':
      return [
        {
          is: 'message',
          account: page,
          id,
          place: 'public',
          conversation: post_id,
          from: 'customer',
          customer: by,
          text,
          attachments: [],
          at: created_time ?? sent,
          url: `https://www.facebook.com/${id}`,
          incomplete: by ? undefined : true,
        },
      ]
    default:
      return [{ is: 'unreadable', why: `unknown mention event: ${verb}` }]
  }
}
