import { z } from 'zod'
import { id } from '../meta/payload.ts'

/** WhatsApp tells seconds, as text. */
const instant = z
  .string()
  .regex(/^\d{1,12}$/, 'expected seconds')
  .transform((seconds) => Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000))

const contact = z.object({
  profile: z.object({ name: z.string().optional(), username: z.string().optional() }).optional(),
  wa_id: id.optional(),
  user_id: id.optional(),
})

/** What a change of `messages` holds; members are read one by one. */
export const value = z.object({
  metadata: z.object({ phone_number_id: id }),
  contacts: z.array(contact).default([]),
  messages: z.array(z.unknown()).default([]),
  message_echoes: z.array(z.unknown()).default([]),
  statuses: z.array(z.unknown()).default([]),
  errors: z.array(z.object({ code: z.number(), title: z.string().default('') })).default([]),
})

export type Contact = z.infer<typeof contact>

const media = z.object({ id, caption: z.string().optional(), filename: z.string().optional() })
const titled = z.object({ title: z.string() })

/** `from` is a phone number, which is missing since people may have usernames; `from_user_id` is the lasting one. */
export const message = z.object({
  id,
  from: id.optional(),
  from_user_id: id.optional(),
  to: id.optional(),
  to_user_id: id.optional(),
  timestamp: instant,
  type: z.string(),
  context: z.object({ id: id.optional() }).optional(),
  referral: z
    .object({
      headline: z.string().optional(),
      body: z.string().optional(),
      source_url: z.string().optional(),
      image_url: z.string().optional(),
      thumbnail_url: z.string().optional(),
    })
    .optional(),
  text: z.object({ body: z.string() }).optional(),
  image: media.optional(),
  video: media.optional(),
  audio: media.optional(),
  document: media.optional(),
  sticker: media.optional(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  contacts: z
    .array(
      z.object({
        name: z.object({ formatted_name: z.string() }),
        phones: z.array(z.object({ phone: z.string().optional() })).default([]),
      }),
    )
    .optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z
    .object({
      button_reply: titled.optional(),
      list_reply: titled.optional(),
      nfm_reply: z.object({ body: z.string().optional() }).optional(),
    })
    .optional(),
  order: z
    .object({
      text: z.string().optional(),
      product_items: z.array(z.object({ product_retailer_id: z.string(), quantity: z.coerce.number() })),
    })
    .optional(),
})

export type Message = z.infer<typeof message>

export const status = z.object({
  id,
  status: z.string(),
  timestamp: instant.optional(),
  errors: z
    .array(
      z.object({
        code: z.number(),
        title: z.string().default(''),
        error_data: z.object({ details: z.string().default('') }).optional(),
      }),
    )
    .default([]),
})
