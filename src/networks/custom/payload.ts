import { z } from 'zod'
import { id as anyId } from '../loosely.ts'

/** No index of the database takes much more. */
const BYTES_AT_MOST = 2500
const isHeld = (text: string) => Buffer.byteLength(text) <= BYTES_AT_MOST
const tooLong = `expected at most ${BYTES_AT_MOST} bytes`

const id = anyId.refine(isHeld, tooLong)

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

/** No database holds what lies before. */
const YEAR_1 = Temporal.Instant.from('0001-01-01T00:00:00Z')

/** When it was written: one to come is of when it came. */
const written = instant.refine((at) => Temporal.Instant.compare(at, YEAR_1) >= 0, 'expected the year 1 or later')

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

export const envelope = z.object({ type: z.string().max(64), timestamp: written.optional(), data: z.unknown() })

export const created = z.object({
  id,
  conversation_id: id.optional(),
  place: z.enum(['public', 'private', 'review']).default('private'),
  text: z.string().optional(),
  outbound: z.boolean().optional(),
  customer,
  agent: z.object({ name: z.string().refine(isHeld, tooLong) }).optional(),
  url: link.optional(),
  about: about.optional(),
  in_reply_to: id.optional(),
  attachments: z.array(attachment).optional(),
  rating: z.int32().optional(),
  priority: z.enum(['urgent', 'high', 'normal', 'low']).optional(),
  sent_at: written.optional(),
  reply_until: instant.optional(),
})

export const updated = z.object({
  id,
  text: z.string(),
  attachments: z.array(attachment).optional(),
  sent_at: written.optional(),
})

export const deleted = z.object({ id, sent_at: written.optional() })
