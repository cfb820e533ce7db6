import { z } from 'zod'
import { id, instant } from '../meta/payload.ts'

/** `from`, or in older shapes `sender_id` with `sender_name`; both may be missing for privacy. */
const sender = {
  from: z.object({ id, name: z.string().optional() }).optional(),
  sender_id: id.optional(),
  sender_name: z.string().optional(),
}

/** Text and media of a comment or post; a photo or video comes without `message`. */
const content = {
  message: z.string().optional(),
  photo: z.string().optional(),
  video: z.string().optional(),
  photos: z.array(z.string()).optional(),
  link: z.string().optional(),
  photo_id: id.optional(),
  video_id: id.optional(),
  created_time: instant.optional(),
}

export const comment = z.object({
  ...sender,
  ...content,
  comment_id: id,
  post_id: id,
  parent_id: id.optional(),
  post: z.object({ permalink_url: z.string().optional() }).optional(),
})

export const post = z.object({
  ...sender,
  ...content,
  post_id: id,
  published: z.union([z.int(), z.boolean()]).optional(),
})

/** Comes without anybody's id, so far. */
export const mention = z.object({
  ...sender,
  message: z.string().optional(),
  created_time: instant.optional(),
  post_id: id,
  comment_id: id.optional(),
  verb: z.string(),
})

export const rating = z.object({
  item: z.string(),
  verb: z.string(),
  open_graph_story_id: id,
  rating: z.int().optional(),
  review_text: z.string().optional(),
  recommendation_type: z.string().optional(),
  reviewer_id: id.optional(),
  reviewer_name: z.string().optional(),
  ...sender,
  comment_id: id.optional(),
  message: z.string().optional(),
  created_time: instant.optional(),
})
