import { z } from 'zod'
import { each, id, moment, whole, words } from '../loosely.ts'

/** Of an account that holds several numbers; which of them is told within. */
export const entry = z.object({ changes: z.array(z.unknown()) })

const contact = z.object({
  profile: z.object({ name: words, username: words }).optional().catch(undefined),
  wa_id: id.optional().catch(undefined),
  user_id: id.optional().catch(undefined),
})

/** What a change of `messages` holds; members are read one by one. */
export const value = z.object({
  metadata: z.object({ phone_number_id: id }),
  contacts: each(contact),
  messages: z.array(z.unknown()).default([]),
  message_echoes: z.array(z.unknown()).default([]),
  statuses: z.array(z.unknown()).default([]),
  errors: each(z.object({ code: whole, title: z.string().catch('').default('') })),
})

export type Contact = z.infer<typeof contact>

const media = z.object({ id, caption: words, filename: words })
const titled = z.object({ title: z.string() })

/** `from` is a phone number, which is missing since people may have usernames; `from_user_id` is the lasting one. */
export const message = z.object({
  id,
  from: id.optional(),
  from_user_id: id.optional(),
  to: id.optional(),
  to_user_id: id.optional(),
  timestamp: moment.optional(),
  type: z.string(),
  context: z.object({ id: id.optional() }).optional().catch(undefined),
  referral: z
    .object({
      headline: words,
      body: words,
      source_url: words,
      image_url: words,
      thumbnail_url: words,
    })
    .optional()
    .catch(undefined),
  text: z.object({ body: z.string() }).optional(),
  image: media.optional(),
  video: media.optional(),
  audio: media.optional(),
  document: media.optional(),
  sticker: media.optional(),
  location: z
    .object({
      latitude: z.coerce.number(),
      longitude: z.coerce.number(),
      name: words,
      address: words,
    })
    .optional(),
  contacts: z
    .array(
      z.object({
        name: z.object({ formatted_name: z.string() }),
        phones: each(z.object({ phone: words })),
        emails: each(z.object({ email: words })),
      }),
    )
    .optional(),
  system: z.object({ wa_id: id.optional(), user_id: id.optional() }).optional().catch(undefined),
  button: z.object({ text: z.string() }).optional(),
  interactive: z
    .object({
      button_reply: titled.optional(),
      list_reply: titled.optional(),
      nfm_reply: z.object({ body: words, response_json: words }).optional(),
    })
    .optional(),
  order: z
    .object({
      text: words,
      product_items: z.array(z.object({ product_retailer_id: id, quantity: z.coerce.number() })),
    })
    .optional(),
})

export type Message = z.infer<typeof message>

export const status = z.object({
  id,
  status: z.string(),
  timestamp: moment.optional(),
  errors: each(
    z.object({
      code: whole,
      title: z.string().catch('').default(''),
      error_data: z
        .object({ details: z.string().default('') })
        .optional()
        .catch(undefined),
    }),
  ),
})
