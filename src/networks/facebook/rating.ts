import type { z } from 'zod'
import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { author } from './author.ts'
import { type Happening, happening } from './happening.ts'
import * as payload from './payload.ts'

/** A review of the page, or a comment under one. Both are answered by commenting on the review's story. */
export function rating(json: unknown, page: string, sent: Temporal.Instant | undefined): Incoming[] {
  const read = payload.rating.safeParse(json)
  if (!read.success) return [unreadable('ratings', read.error)]
  const { item, verb } = read.data
  if (item === 'reaction' || item === 'like') return []
  const what = happening(verb)
  if (what && item === 'rating') return review(read.data, what, page, sent)
  if (what && item === 'comment' && read.data.comment_id)
    return remark(read.data, read.data.comment_id, what, page, sent)
  return [{ is: 'unreadable', why: `unknown ratings event: ${item} ${verb}` }]
}

type Rating = z.infer<typeof payload.rating>

function review(value: Rating, what: Happening, page: string, sent: Temporal.Instant | undefined): Incoming[] {
  const { open_graph_story_id: id, created_time, reviewer_id, reviewer_name } = value
  if (what === 'remove') return [{ is: 'deletion', account: page, id, at: sent }]
  const text = reviewText(value)
  if (what === 'edit') return [{ is: 'edit', account: page, id, text, at: sent }]
  return [
    {
      is: 'message',
      account: page,
      id,
      place: 'review',
      conversation: id,
      from: 'customer',
      customer: reviewer_id ? { id: reviewer_id, name: reviewer_name } : undefined,
      text,
      attachments: [],
      at: created_time,
      url: `https://www.facebook.com/${id}`,
      rating: value.rating,
      incomplete: reviewer_id ? undefined : true,
    },
  ]
}

/** Facebook has asked for yes or no instead of stars since 2018, so the word belongs to what the customer said. */
export function reviewText(value: { recommendation_type?: string; review_text?: string }): string {
  return [recommendations[value.recommendation_type ?? ''], value.review_text].filter(Boolean).join('\n')
}

const recommendations: Record<string, string> = {
  positive: 'Recommends the page.',
  negative: 'Does not recommend the page.',
}

function remark(
  value: Rating,
  id: string,
  what: Happening,
  page: string,
  sent: Temporal.Instant | undefined,
): Incoming[] {
  const { open_graph_story_id: conversation, message: text = '', created_time } = value
  if (what === 'remove') return [{ is: 'deletion', account: page, id, at: sent }]
  if (what === 'edit') return [{ is: 'edit', account: page, id, text, at: sent }]
  const by = author(value)
  return [
    {
      is: 'message',
      account: page,
      id,
      place: 'review',
      conversation,
      ...(by?.id === page ? { from: 'us' } : { from: 'customer', customer: by }),
      text,
      attachments: [],
      at: created_time,
      url: `https://www.facebook.com/${id}`,
      incomplete: by && text ? undefined : true,
    },
  ]
}
