import { z } from 'zod'

/** Many tools cannot leave a field out and send null instead. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined)
}

const address = z.url({ protocol: /^https?$/, error: 'expected an http or https address' })

/** An empty link is none. Any other is pressed in Slack, so it must be one for a browser. */
const link = z.preprocess((value) => (value === '' ? undefined : value), address.nullish())

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).round('millisecond')
  } catch {
    context.addIssue('expected a date and time with an offset, such as 2026-11-21T23:00:00Z')
    return z.NEVER
  }
})

const id = z.string().min(1)

const attachment = z.object({
  url: address,
  type: optional(z.enum(['image', 'video', 'audio', 'file'])).transform((type) => type ?? 'file'),
  name: optional(z.string()),
})

const customer = z.object({
  id,
  name: optional(z.string()),
  handle: optional(z.string()),
  avatar_url: optional(link),
  url: optional(link),
})

const about = z.object({ text: optional(z.string()), url: optional(link), picture_url: optional(link) })

export const envelope = z.object({ type: z.string(), timestamp: optional(instant), data: z.unknown() })

export const created = z.object({
  id,
  conversation_id: optional(id),
  place: optional(z.enum(['public', 'private', 'review'])).transform((place) => place ?? 'private'),
  text: optional(z.string()),
  outbound: optional(z.boolean()),
  customer,
  agent: optional(z.object({ name: z.string() })),
  url: optional(link),
  about: optional(about),
  in_reply_to: optional(z.string()),
  attachments: optional(z.array(attachment)),
  rating: optional(z.int()),
  priority: optional(z.enum(['urgent', 'high', 'normal', 'low'])),
  sent_at: optional(instant),
  reply_until: optional(instant),
})

export const updated = z.object({
  id,
  text: z.string(),
  attachments: optional(z.array(attachment)),
  sent_at: optional(instant),
})

export const deleted = z.object({ id, sent_at: optional(instant) })
