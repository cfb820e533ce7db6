import { z } from 'zod'
import { type Account, type MessageRef, NetworkError } from '../network.ts'
import { botApi } from './bot-api.ts'
import { chatOf, numberOf } from './place.ts'

/** A thumb up as the bot's reaction. The same again changes nothing. */
export async function like({ id, conversation }: MessageRef, account: Account): Promise<void> {
  const message_id = numberOf(id)
  const { chat_id, business_connection_id } = chatOf(conversation)
  if (message_id === undefined || business_connection_id !== undefined)
    throw new NetworkError(
      'Telegram takes reactions from a bot to single messages in its own chats only. Write a word instead.',
      { permanent: true },
    )
  const reaction = [{ type: 'emoji', emoji: '👍' }]
  await botApi(account, { method: 'setMessageReaction', json: { chat_id, message_id, reaction }, result: z.unknown() })
}
