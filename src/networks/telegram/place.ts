/**
 * Telegram counts messages per chat, and a business account's chats beside the bot's own, so an id of ours names all three:
 * `<chat>` or `<connection>/<chat>` is a conversation, `<conversation>/<message>` a message.
 */
export function conversationOf(chat: string, connection: string | undefined): string {
  return connection === undefined ? chat : `${connection}/${chat}`
}

/** An album's pieces share an id, of no use in a call: `<conversation>/album-<group>`. */
export function messageOf(conversation: string, message: { message_id: number; media_group_id?: string }): string {
  const { message_id, media_group_id } = message
  return `${conversation}/${media_group_id === undefined ? message_id : `album-${media_group_id}`}`
}

/** Where a call goes. */
export function chatOf(conversation: string): { chat_id: number; business_connection_id?: string } {
  const [chat, connection] = conversation.split('/').toReversed()
  return { chat_id: Number(chat), business_connection_id: connection }
}

/** Telegram's own number of a message, or undefined for an album. */
export function numberOf(message: string | undefined): number | undefined {
  const [, digits] = /\/(\d+)$/.exec(message ?? '') ?? []
  return digits === undefined ? undefined : Number(digits)
}
