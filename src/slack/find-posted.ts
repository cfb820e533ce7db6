import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Post } from '../db/posts.ts'
import { troubleOf } from './trouble.ts'

/** Other apps write metadata of their own, in any shape. */
const event = z
  .object({ event_payload: z.object({ post: z.unknown() }) })
  .optional()
  .catch(undefined)
const page = z.object({
  messages: z.array(z.object({ ts: z.string(), metadata: event })).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

/**
 * Looks for a post in doubt by the id in its metadata, in the channel's history since a little before it was sent.
 * Gives its ts, or undefined: also where the history may not be read, and then a twin is possible, whose buttons say that
 * the card has moved.
 */
export async function findPosted(
  client: WebClient,
  post: Post,
  thread: string | undefined,
): Promise<string | undefined> {
  const sent = post.sendingAt ?? post.createdAt
  const where = {
    channel: post.channelId,
    oldest: String(sent.subtract({ minutes: 10 }).epochMilliseconds / 1000),
    include_all_metadata: true,
    limit: 200,
  }
  try {
    let cursor: string | undefined
    do {
      const asked = { ...where, ...(cursor ? { cursor } : {}) }
      const answer = page.parse(
        thread
          ? await client.conversations.replies({ ...asked, ts: thread })
          : await client.conversations.history(asked),
      )
      const found = answer.messages.find(({ metadata }) => metadata?.event_payload.post === post.id)
      if (found) return found.ts
      cursor = answer.response_metadata?.next_cursor
    } while (cursor)
    return undefined
  } catch (error) {
    const { is, code } = troubleOf(error)
    // With the card that was deleted in Slack went what stood under it.
    if (code === 'missing_scope' || (thread && is === 'missing')) return undefined
    throw error
  }
}
