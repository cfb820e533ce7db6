import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Post } from '../db/posts.ts'
import { troubleOf } from './trouble.ts'

const page = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z.object({ event_payload: z.object({ post: z.number().optional() }).loose() }).optional(),
      }),
    )
    .default([]),
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
    const answer = thread
      ? await client.conversations.replies({ ...where, ts: thread })
      : await client.conversations.history(where)
    return page.parse(answer).messages.find(({ metadata }) => metadata?.event_payload.post === post.id)?.ts
  } catch (error) {
    if (troubleOf(error).code === 'missing_scope') return undefined
    throw error
  }
}
