import { z } from 'zod'
import { id } from '../loosely.ts'

const address = z.url({ protocol: /^https?$/, error: 'expected an http or https address' })

/** An empty link is none. Any other is pressed in Slack, so it must be one for a browser. */
const link = z.preprocess((value) => (value === '' ? undefined : value), address.optional())

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).round('millisecond')
  } catch {
    context.addIssue('expected a date and time with an offset, such as 2026-11-21T23:00:00Z')
    return z.NEVER
  }
})

const attachment = z.object({
  url: address,
  type: z.enum(['image', 'video', 'audio', 'file']).default('file'),
  name: z.string().optional(),
})

const customer = z.object({
  id,
  name: z.string().optional(),
  handle: z.string().optional(),
  avatar_url: link.optional(),
  url: link.optional(),
})

const about = z.object({ text: z.string().optional(), url: link.optional(), picture_url: link.optional() })

export const envelope = z.object({ type: z.string().max(64), timestamp: instant.optional(), data: z.unknown() })

export const created = z.object({
  id,
  conversation_id: id.optional(),
  place: z.enum(['public', 'private', 'review']).default('private'),
  text: z.string().optional(),
  outbound: z.boolean().optional(),
  customer,
  agent: z.object({ name: z.string() }).optional(),
  url: link.optional(),
  about: about.optional(),
  in_reply_to: id.optional(),
  attachments: z.array(attachment).optional(),
  rating: z.int().optional(),
  priority: z.enum(['urgent', 'high', 'normal', 'low']).optional(),
  sent_at: instant.optional(),
  reply_until: instant.optional(),
})

export const updated = z.object({
  id,
  text: z.string(),
  attachments: z.array(attachment).optional(),
  sent_at: instant.optional(),
})

export const deleted = z.object({ id, sent_at: instant.optional() })
