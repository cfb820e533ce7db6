import { z } from 'zod'

/** Chats and people have up to 52 bits, so they stand in a number; everywhere else they are text. */
const id = z.int().transform(String)

const seconds = z
  .int()
  .min(0)
  .max(100_000_000_000)
  .transform((time) => Temporal.Instant.fromEpochMilliseconds(time * 1000))

const person = z.object({
  id,
  is_bot: z.boolean().default(false),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().optional(),
})

const chat = z.object({
  id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']).default('private'),
  title: z.string().optional(),
  username: z.string().optional(),
})

const file = z.object({ file_id: z.string(), file_name: z.string().optional() })

/** What a message may hold. Each is one of these; a venue comes with its location, an animation with its document. */
const content = {
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(file).optional(),
  video: file.optional(),
  animation: file.optional(),
  document: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  video_note: file.optional(),
  sticker: file.extend({ emoji: z.string().optional() }).optional(),
  contact: z.object({ first_name: z.string(), last_name: z.string().optional(), phone_number: z.string() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  venue: z.object({ title: z.string(), address: z.string() }).optional(),
  dice: z.object({ emoji: z.string(), value: z.int() }).optional(),
  poll: z.object({ question: z.string() }).optional(),
}

/** The message answered holds none in turn. Loose, so that what is new can be named. */
const answered = z.object({ message_id: z.int(), media_group_id: z.string().optional() })

export const message = z
  .object({
    ...content,
    message_id: z.int(),
    from: person.optional(),
    sender_chat: chat.optional(),
    chat,
    date: seconds,
    edit_date: seconds.optional(),
    media_group_id: z.string().optional(),
    business_connection_id: z.string().optional(),
    reply_to_message: answered.optional(),
    is_automatic_forward: z.boolean().optional(),
  })
  .loose()

export type Message = z.infer<typeof message>

export const deleted = z.object({ business_connection_id: z.string(), chat, message_ids: z.array(z.int()) })

export const update = z.object({ update_id: z.int() }).loose()
