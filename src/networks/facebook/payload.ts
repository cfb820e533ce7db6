import { z } from 'zod'
import { each, id, moment, whole, words } from '../loosely.ts'

/** `from`, or in older shapes `sender_id` with `sender_name`; both may be missing for privacy, or only their ids. */
const sender = {
  from: z.object({ id, name: words }).optional().catch(undefined),
  sender_id: id.optional().catch(undefined),
  sender_name: words,
}

/** Text and media of a comment or post; a photo or video comes without `message`. */
const content = {
  message: z.string().optional(),
  photo: words,
  video: words,
  photos: each(z.string()),
  link: words,
  photo_id: id.optional().catch(undefined),
  video_id: id.optional().catch(undefined),
  created_time: moment.optional(),
}

export const comment = z.object({
  ...sender,
  ...content,
  comment_id: id,
  post_id: id.optional(),
  parent_id: id.optional(),
  post: z.object({ permalink_url: words }).optional().catch(undefined),
})

export const post = z.object({
  ...sender,
  ...content,
  post_id: id,
  published: z.union([whole, z.boolean()]).optional().catch(undefined),
})

/** Comes without anybody's id, so far. */
export const mention = z.object({
  ...sender,
  message: z.string().optional(),
  created_time: moment.optional(),
  post_id: id,
  comment_id: id.optional(),
  verb: z.string(),
})

export const rating = z.object({
  item: z.string(),
  verb: z.string(),
  open_graph_story_id: id,
  rating: whole.optional().catch(undefined),
  review_text: z.string().optional(),
  recommendation_type: z.string().optional(),
  reviewer_id: id.optional().catch(undefined),
  reviewer_name: words,
  ...sender,
  comment_id: id.optional(),
  message: z.string().optional(),
  created_time: moment.optional(),
})
