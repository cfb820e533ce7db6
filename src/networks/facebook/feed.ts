import { z } from 'zod'
import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { comment } from './comment.ts'
import { happening } from './happening.ts'
import { visitorPost } from './visitor-post.ts'

/** `item` says what it is about, `verb` what happened. Both lists name what is known, so that news is not silence. */
export function feed(json: unknown, page: string, sent: Temporal.Instant | undefined): Incoming[] {
  const event = z.object({ item: z.string(), verb: z.string() }).safeParse(json)
  if (!event.success) return [unreadable('feed', event.error)]
  const { item, verb } = event.data
  if (ignoredItems.has(item) || ignoredVerbs.has(verb)) return []
  const what = happening(verb)
  if (what && item === 'comment') return comment(json, what, page, sent)
  if (what && posts.has(item)) return visitorPost(json, what, page, sent)
  return [{ is: 'unreadable', why: `unknown feed event: ${item} ${verb}` }]
}

const posts = new Set(['post', 'status', 'photo', 'video', 'share', 'link', 'note'])

/** Nobody speaks in these; `rating` comes again under a field of its own. */
const ignoredItems = new Set(['album', 'event', 'like', 'milestone', 'offer', 'page', 'rating', 'reaction'])

/** Moderation, which names the page in `from` and its own moment in `created_time`. */
const ignoredVerbs = new Set(['block', 'follow', 'hide', 'mute', 'unblock', 'unhide'])
