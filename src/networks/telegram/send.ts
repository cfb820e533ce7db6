import { z } from 'zod'
import { form } from '../form.ts'
import { whole, words } from '../loosely.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { botApi } from './bot-api.ts'
import { Moved } from './errors.ts'
import { chatOf, conversationOf, messageOf, numberOf } from './place.ts'

/** A message that quotes the one it answers, or stands alone where that is gone. Telegram keeps no key and tells no history. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  const to = chatOf(reply.conversation)
  try {
    return await sendTo(to, reply, account)
  } catch (error) {
    if (!(error instanceof Moved)) throw error
    // The message answered has another number there.
    return sendTo({ ...to, chat_id: error.chat }, { ...reply, inReplyTo: undefined }, account)
  }
}

async function sendTo(to: ReturnType<typeof chatOf>, reply: OutgoingReply, account: Account) {
  const { text, inReplyTo, attachments } = reply
  const message_id = numberOf(inReplyTo)
  const quoted = message_id === undefined ? undefined : { message_id, allow_sending_without_reply: true }
  const json = { ...to, text, reply_parameters: quoted }
  const sent =
    attachments.length > 0
      ? await sendPhotos(to, reply, quoted, account)
      : await botApi(account, { method: 'sendMessage', json, sends: reply, result })
  const conversation = conversationOf(String(to.chat_id), to.business_connection_id)
  return { id: messageOf(conversation, { message_id: sent.message_id }), url: link(sent) }
}

const result = z.object({
  message_id: whole,
  chat: z.object({ type: words, username: words }).catch({}).default({}),
})

/** The words stand below the first one. An album is several messages, and the first speaks for all. */
async function sendPhotos(
  to: ReturnType<typeof chatOf>,
  reply: OutgoingReply,
  quoted: object | undefined,
  account: Account,
) {
  const { text: caption, attachments } = reply
  const fields = {
    chat_id: `${to.chat_id}`,
    business_connection_id: to.business_connection_id,
    reply_parameters: quoted && JSON.stringify(quoted),
  }
  const [photo, ...more] = attachments
  if (photo && more.length === 0)
    return botApi(account, { method: 'sendPhoto', form: form({ ...fields, caption }, { photo }), sends: reply, result })
  const files = Object.fromEntries(attachments.map((one, place) => [`photo${place}`, one]))
  const media = Object.keys(files).map((name, place) => ({
    type: 'photo',
    media: `attach://${name}`,
    ...(place === 0 ? { caption } : {}),
  }))
  const [first] = await botApi(account, {
    method: 'sendMediaGroup',
    form: form({ ...fields, media: JSON.stringify(media) }, files),
    sends: reply,
    result: z.tuple([result], result),
  })
  return first
}

/** Only what is said in a group with a name of its own has an address. */
function link({ message_id, chat }: { message_id: number; chat: { type?: string; username?: string } }) {
  return chat.type === 'supergroup' && chat.username ? `https://t.me/${chat.username}/${message_id}` : undefined
}
