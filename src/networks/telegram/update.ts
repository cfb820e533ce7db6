import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { edited, written } from './message.ts'
import * as payload from './payload.ts'
import { conversationOf } from './place.ts'

/** An update holds one happening under its name. Both lists name what is known, so that news is not silence. */
export function update(json: unknown, bot: string): Incoming[] {
  const read = payload.update.safeParse(json)
  if (!read.success) return [unreadable('update', read.error)]
  const { update_id, ...happenings } = read.data
  if (Object.keys(happenings).length === 0) return [{ is: 'unreadable', why: 'update: nothing has happened' }]
  return Object.entries(happenings).flatMap(([name, value]) => happening(name, value, bot))
}

/** What we ask for; all else Telegram keeps to itself. */
export const heard = [
  'message',
  'edited_message',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
] as const

function happening(name: string, value: unknown, bot: string): Incoming[] {
  if (name === 'message' || name === 'business_message') return reading(name, value, bot, written)
  if (name === 'edited_message' || name === 'edited_business_message') return reading(name, value, bot, edited)
  if (name === 'deleted_business_messages') return deleted(value, bot)
  return ignored.has(name) ? [] : [{ is: 'unreadable', why: `unknown update: ${name}` }]
}

function reading(
  name: string,
  value: unknown,
  bot: string,
  then: (message: payload.Message, bot: string) => Incoming[],
): Incoming[] {
  const read = payload.message.safeParse(value)
  return read.success ? then(read.data, bot) : [unreadable(name, read.error)]
}

/** Only a business account's chats tell of deletions. A piece of an album is not known by its own number. */
function deleted(value: unknown, bot: string): Incoming[] {
  const read = payload.deleted.safeParse(value)
  if (!read.success) return [unreadable('deleted_business_messages', read.error)]
  const { business_connection_id: connection, chat, message_ids } = read.data
  const conversation = conversationOf(chat.id, connection)
  return message_ids.map((id) => ({ is: 'deletion', account: bot, id: `${conversation}/${id}` }))
}

/** Channels of our own, members, payments, inline questions and buttons of other tools: nobody speaks to us. */
const ignored = new Set([
  'business_connection',
  'callback_query',
  'channel_post',
  'chat_boost',
  'chat_join_request',
  'chat_member',
  'chosen_inline_result',
  'edited_channel_post',
  'inline_query',
  'message_reaction',
  'message_reaction_count',
  'my_chat_member',
  'poll',
  'poll_answer',
  'pre_checkout_query',
  'purchased_paid_media',
  'removed_chat_boost',
  'shipping_query',
])
