import { z } from 'zod'
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

async function sendTo(to: ReturnType<typeof chatOf>, { text, inReplyTo }: OutgoingReply, account: Account) {
  const message_id = numberOf(inReplyTo)
  const quoted = message_id === undefined ? undefined : { message_id, allow_sending_without_reply: true }
  const sent = await botApi(account, {
    method: 'sendMessage',
    json: { ...to, text, reply_parameters: quoted },
    sends: true,
    result: z.object({
      message_id: z.int(),
      chat: z.object({ type: z.string().optional(), username: z.string().optional() }).default({}),
    }),
  })
  const conversation = conversationOf(String(to.chat_id), to.business_connection_id)
  return { id: messageOf(conversation, { message_id: sent.message_id }), url: link(sent) }
}

/** Only what is said in a group with a name of its own has an address. */
function link({ message_id, chat }: { message_id: number; chat: { type?: string; username?: string } }) {
  return chat.type === 'supergroup' && chat.username ? `https://t.me/${chat.username}/${message_id}` : undefined
}
