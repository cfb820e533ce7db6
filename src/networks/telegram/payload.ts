import { z } from 'zod'
import { each, id, moment, whole, words } from '../loosely.ts'

const person = z.object({
  id,
  is_bot: z.boolean().default(false),
  first_name: z.string().catch('').default(''),
  last_name: words,
  username: words,
})

const chat = z.object({
  id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']).default('private'),
  title: words,
  username: words,
})

const file = z.object({ file_id: z.string(), file_name: words })

/** One that moves is a drawing in a form of Telegram's own, or a film: its still picture comes with it. */
const sticker = file.extend({
  emoji: words,
  is_animated: z.boolean().optional(),
  is_video: z.boolean().optional(),
  thumbnail: file.optional(),
})

/** An address that stands behind words; the other kinds say what is to be seen in the words themselves. */
const link = z.object({ type: z.literal('text_link'), offset: whole, length: whole, url: z.string() })

/** What a message may hold. Each is one of these; a venue comes with its location, an animation with its document. */
const content = {
  text: z.string().optional(),
  entities: each(link),
  caption: z.string().optional(),
  caption_entities: each(link),
  photo: z.array(file).optional(),
  video: file.optional(),
  animation: file.optional(),
  document: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  video_note: file.optional(),
  sticker: sticker.optional(),
  contact: z.object({ first_name: z.string(), last_name: words, phone_number: z.string() }).optional(),
  location: z.object({ latitude: z.coerce.number(), longitude: z.coerce.number() }).optional(),
  venue: z.object({ title: z.string(), address: z.string() }).optional(),
  dice: z.object({ emoji: z.string(), value: whole }).optional(),
  poll: z.object({ question: z.string() }).optional(),
  paid_media: z.object({}).optional(),
}

/** The message answered holds none in turn. Loose, so that what is new can be named. */
const answered = z.object({ message_id: whole, media_group_id: id.optional() })

export const message = z
  .object({
    ...content,
    message_id: whole,
    from: person.optional(),
    sender_chat: chat.optional(),
    chat,
    date: moment.optional(),
    edit_date: moment.optional().catch(undefined),
    media_group_id: id.optional(),
    business_connection_id: z.string().optional(),
    reply_to_message: answered.optional().catch(undefined),
    is_automatic_forward: z.boolean().optional(),
  })
  .loose()

export type Message = z.infer<typeof message>

export const deleted = z.object({ business_connection_id: z.string(), chat, message_ids: z.array(whole) })

export const update = z.object({ update_id: whole }).loose()
