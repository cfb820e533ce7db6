import { z } from 'zod'
import { each, id, moment, whole, words } from '../loosely.ts'

export const uri = z.string().startsWith('at://')

export const profile = z.object({
  did: z.string().startsWith('did:'),
  handle: words,
  displayName: words,
  avatar: words,
  followersCount: whole.optional().catch(undefined),
})

const ref = z.object({ uri, cid: z.string() })

const blob = z.object({ ref: z.object({ $link: z.string() }) })

/** Media of a post as its author stored it; a quote with media holds them one level down. */
const shown = z.object({
  images: each(z.object({ image: blob, alt: words })),
  video: blob.optional().catch(undefined),
  external: z.object({ uri: z.string(), title: words }).optional().catch(undefined),
})

const facet = z.object({
  index: z.object({ byteStart: z.int(), byteEnd: z.int() }),
  features: each(z.object({ uri: words })),
})

export const record = z.object({
  text: z.string().default(''),
  facets: each(facet),
  reply: z.object({ root: ref, parent: ref }).optional(),
  embed: shown.extend({ media: shown.optional() }).optional().catch(undefined),
})

/** A post as lists show it; a notification of one has the same frame. */
export const post = z.object({ uri, cid: z.string(), author: profile, record, indexedAt: moment })

export type Post = z.infer<typeof post>

export const notification = post.extend({ reason: z.string(), reasonSubject: words })

export const chatMessage = z.object({
  id,
  text: z.string().optional(),
  sender: z.object({ did: z.string() }),
  sentAt: moment,
})

export const logEntry = z.object({ $type: z.string() }).loose()

export const logMessage = z.object({
  convoId: z.string(),
  message: chatMessage,
  relatedProfiles: each(profile),
})

/** Read one by one: what cannot be read must be known of. */
export const messages = z.object({ messages: z.array(z.unknown()) })
