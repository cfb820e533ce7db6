import type { Incoming, IncomingCustomer } from '../network.ts'
import { content } from './content.ts'
import type { Message } from './payload.ts'
import { conversationOf, messageOf } from './place.ts'
import { isService, strange } from './service.ts'

const businessWindow = Temporal.Duration.from({ hours: 24 })

/** Somebody wrote to the bot, in a group it is in, or in a chat of the business account it is connected to. */
export function written(message: Message, bot: string): Incoming[] {
  const said = content(message)
  if (!said) return isService(message) ? [] : [{ is: 'unreadable', why: `unknown message: ${strange(message)}` }]
  const { chat, date, business_connection_id: connection, reply_to_message: answered } = message
  if (chat.type === 'channel' || isStart(message) || isMachine(message, bot)) return []
  const conversation = conversationOf(chat.id, connection)
  const ours = isOurs(message, bot)
  return [
    {
      is: 'message',
      account: bot,
      id: messageOf(conversation, message),
      place: chat.type === 'private' ? 'private' : 'public',
      conversation,
      ...(ours ? { from: 'us', customer: { id: chat.id } } : { from: 'customer', customer: customer(message) }),
      ...said,
      at: date,
      url: chat.username && chat.type !== 'private' ? `https://t.me/${chat.username}/${message.message_id}` : undefined,
      inReplyTo: answered && messageOf(conversation, answered),
      // A bot may speak for a business account only where the customer wrote within a day.
      replyUntil: connection && !ours ? date?.add(businessWindow) : undefined,
      inPieces: message.media_group_id === undefined ? undefined : true,
    },
  ]
}

/** A piece of an album has no words of its own to edit, and its picture alone would replace all others. */
export function edited(message: Message, bot: string): Incoming[] {
  const said = content(message)
  const isPiece = message.media_group_id !== undefined
  if (!said || message.chat.type === 'channel' || isMachine(message, bot) || (isPiece && !said.text)) return []
  const id = messageOf(conversationOf(message.chat.id, message.business_connection_id), message)
  const attachments = isPiece ? undefined : said.attachments
  return [{ is: 'edit', account: bot, id, text: said.text, attachments, at: message.edit_date ?? message.date }]
}

/** In a business account's chat with a customer, whoever is not the customer is the account, or the bot for it. */
function isOurs({ from, chat, business_connection_id }: Message, bot: string): boolean {
  return business_connection_id === undefined ? from?.id === bot : from?.id !== chat.id
}

/** The button everybody must press before their first word, with what the link that led here may pass on. */
function isStart({ text, chat }: Message): boolean {
  return chat.type === 'private' && /^\/start(\s+[\w-]{1,64})?\s*$/.test(text ?? '')
}

/** Other bots, and what a channel's posts look like in the group below it. */
function isMachine(message: Message, bot: string): boolean {
  if (message.is_automatic_forward) return true
  return message.from?.is_bot === true && !message.sender_chat && !isOurs(message, bot)
}

/** Somebody may speak as a group or channel of theirs; then `from` is a stand-in, one and the same for everybody. */
function customer({ from, sender_chat: as, chat }: Message): IncomingCustomer {
  if (as) return { id: as.id, name: as.title, handle: as.username, url: link(as.username) }
  if (!from) return { id: chat.id, name: 'Telegram user' }
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ')
  return { id: from.id, name: name || undefined, handle: from.username, url: link(from.username) }
}

function link(username: string | undefined): string | undefined {
  return username && `https://t.me/${username}`
}
