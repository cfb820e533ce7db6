import { z } from 'zod'
import { each, id, moment, whole, words } from '../loosely.ts'

const entities = z
  .object({
    mentions: each(z.object({ id: id.optional() })),
    urls: each(z.object({ url: z.string(), expanded_url: words })),
  })
  .optional()
  .catch(undefined)

export const post = z.object({
  id,
  text: z.string(),
  /** The whole of a post longer than 280. */
  note_tweet: z.object({ text: z.string() }).optional().catch(undefined),
  author_id: id,
  created_at: moment.optional(),
  conversation_id: id.optional(),
  in_reply_to_user_id: id.optional(),
  referenced_tweets: each(z.object({ type: z.string(), id })),
  edit_history_tweet_ids: each(id),
  entities,
  attachments: z
    .object({ media_keys: each(id) })
    .optional()
    .catch(undefined),
})

export type Post = z.infer<typeof post>

export const user = z.object({
  id,
  name: words,
  username: words,
  profile_image_url: words,
  public_metrics: z.object({ followers_count: whole }).optional().catch(undefined),
})

export type User = z.infer<typeof user>

/** Who writes a direct message, in either of two shapes: the older one has other names for the same. */
export const person = z.union([
  z.object({ data: user }).transform(({ data }) => data),
  z
    .object({
      id: id.optional(),
      id_str: id.optional(),
      name: words,
      screen_name: words,
      username: words,
      profile_image_url_https: words,
      followers_count: whole.optional().catch(undefined),
    })
    .transform(({ id, id_str, name, screen_name, username, profile_image_url_https: picture, followers_count }) => ({
      id: id_str ?? id ?? '',
      name,
      username: username ?? screen_name,
      profile_image_url: picture,
      public_metrics: followers_count === undefined ? undefined : { followers_count },
    })),
])

const media = z.object({
  media_key: id,
  type: z.string(),
  url: words,
  preview_image_url: words,
  variants: each(z.object({ url: z.string(), content_type: words })),
})

export const includes = z
  .object({ users: each(user), tweets: each(post), media: each(media) })
  .catch({ users: [], tweets: [], media: [] })

export type Includes = z.infer<typeof includes>

export const page = z.object({
  data: z.array(z.unknown()).default([]),
  includes: includes.default({ users: [], tweets: [], media: [] }),
  meta: z.object({ next_token: words }).catch({}).default({}),
})

const several = z.array(z.unknown())
const one = z.looseObject({}).transform((activity) => [activity])
export const delivery = z.object({ data: z.union([several, one], 'expected an activity') })

export const activity = z.object({
  event_type: z.string(),
  filter: z.object({ user_id: id }),
  payload: z.unknown().optional(),
  includes: z.unknown().optional(),
})

/** A direct message in a delivery. */
export const messageCreate = z.object({
  id,
  created_timestamp: moment,
  message_create: z.object({
    target: z.object({ recipient_id: id }),
    sender_id: id,
    message_data: z.object({
      text: z.string().default(''),
      entities,
      attachment: z
        .object({ media: z.object({ media_url_https: words, type: words }).optional() })
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
  created_at: moment.optional(),
  entities,
  attachments: z
    .object({ media_keys: each(id) })
    .optional()
    .catch(undefined),
})
