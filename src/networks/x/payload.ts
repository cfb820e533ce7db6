import { z } from 'zod'

const id = z.string().min(1)

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).round('millisecond')
  } catch {
    context.addIssue('expected a date and time')
    return z.NEVER
  }
})

/** Epoch milliseconds as text, in the older shape that direct messages have kept. */
const milliseconds = z
  .string()
  .regex(/^\d{1,15}$/, 'expected milliseconds')
  .transform((text) => Temporal.Instant.fromEpochMilliseconds(Number(text)))

const entities = z
  .object({
    mentions: z.array(z.object({ id: z.string().optional() })).optional(),
    urls: z.array(z.object({ url: z.string(), expanded_url: z.string().optional() })).optional(),
  })
  .optional()
  .catch(undefined)

export const post = z.object({
  id,
  text: z.string(),
  /** The whole of a post longer than 280. */
  note_tweet: z.object({ text: z.string() }).optional(),
  author_id: id,
  created_at: instant.optional(),
  conversation_id: id.optional(),
  in_reply_to_user_id: id.optional(),
  referenced_tweets: z.array(z.object({ type: z.string(), id })).optional(),
  edit_history_tweet_ids: z.array(id).optional(),
  entities,
  attachments: z
    .object({ media_keys: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
})

export type Post = z.infer<typeof post>

export const user = z.object({
  id,
  name: z.string().optional(),
  username: z.string().optional(),
  profile_image_url: z.string().optional(),
  public_metrics: z.object({ followers_count: z.int() }).optional().catch(undefined),
})

export type User = z.infer<typeof user>

const media = z.object({
  media_key: z.string(),
  type: z.string(),
  url: z.string().optional(),
  preview_image_url: z.string().optional(),
  variants: z.array(z.object({ url: z.string(), content_type: z.string().optional() })).optional(),
})

/** What a post refers to. Members that cannot be read are left out, because the post says what matters. */
function each<T extends z.ZodType>(one: T) {
  const members = z.array(z.unknown()).catch([])
  return members.transform((list) =>
    list.flatMap((json) => {
      const read = one.safeParse(json)
      return read.success ? [read.data] : []
    }),
  )
}

export const includes = z
  .object({ users: each(user).default([]), tweets: each(post).default([]), media: each(media).default([]) })
  .catch({ users: [], tweets: [], media: [] })

export type Includes = z.infer<typeof includes>

export const page = z.object({
  data: z.array(z.unknown()).default([]),
  includes: includes.default({ users: [], tweets: [], media: [] }),
  meta: z.object({ next_token: z.string().optional() }).default({}),
})

export const activity = z.object({
  data: z.object({
    event_type: z.string(),
    filter: z.object({ user_id: id }),
    payload: z.unknown(),
    includes: z.unknown(),
  }),
})

/** A direct message in a delivery. */
export const messageCreate = z.object({
  type: z.string(),
  id,
  created_timestamp: milliseconds,
  message_create: z.object({
    target: z.object({ recipient_id: id }),
    sender_id: id,
    message_data: z.object({
      text: z.string(),
      entities,
      attachment: z
        .object({ media: z.object({ media_url_https: z.string().optional(), type: z.string().optional() }).optional() })
        .optional()
        .catch(undefined),
    }),
  }),
})

/** The same when it is asked for. */
export const dmEvent = z.object({
  id,
  event_type: z.string().default('MessageCreate'),
  text: z.string().default(''),
  sender_id: id,
  dm_conversation_id: id,
  created_at: instant.optional(),
  entities,
  attachments: z
    .object({ media_keys: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
})
