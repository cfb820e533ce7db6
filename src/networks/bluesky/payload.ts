import { z } from 'zod'

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).round('millisecond')
  } catch {
    context.addIssue('expected a date and time')
    return z.NEVER
  }
})

export const uri = z.string().startsWith('at://')

export const profile = z.object({
  did: z.string().startsWith('did:'),
  handle: z.string().optional(),
  displayName: z.string().optional(),
  avatar: z.string().optional(),
  followersCount: z.int().optional(),
})

const ref = z.object({ uri, cid: z.string() })

const blob = z.object({ ref: z.object({ $link: z.string() }) })

/** Media of a post as its author stored it; a quote with media holds them one level down. */
const shown = z.object({
  images: z.array(z.object({ image: blob, alt: z.string().optional() })).optional(),
  video: blob.optional(),
  external: z.object({ uri: z.string(), title: z.string().optional() }).optional(),
})

const facet = z.object({
  index: z.object({ byteStart: z.int(), byteEnd: z.int() }),
  features: z.array(z.object({ uri: z.string().optional() })).default([]),
})

export const record = z.object({
  text: z.string().default(''),
  facets: z.array(facet).optional().catch(undefined),
  reply: z.object({ root: ref, parent: ref }).optional(),
  embed: shown.extend({ media: shown.optional() }).optional().catch(undefined),
})

/** A post as lists show it; a notification of one has the same frame. */
export const post = z.object({ uri, cid: z.string(), author: profile, record, indexedAt: instant })

export type Post = z.infer<typeof post>

export const notification = post.extend({ reason: z.string(), reasonSubject: z.string().optional() })

const chatMessage = z.object({
  id: z.string(),
  text: z.string().optional(),
  sender: z.object({ did: z.string() }),
  sentAt: instant,
})

export const logEntry = z.object({ $type: z.string() }).loose()

export const logMessage = z.object({
  convoId: z.string(),
  message: chatMessage,
  relatedProfiles: z.array(profile).default([]),
})

export const messages = z.object({ messages: z.array(chatMessage) })
