import type { Message } from './workspace.ts'

/** All marked-up text of a message's blocks in one string, or its `text` when it has none. */
export function textOf(message: Pick<Message, 'text' | 'blocks'>): string {
  const found = (message.blocks ?? []).flatMap(texts)
  return found.length > 0 ? found.join(' ') : message.text
}

function texts(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(texts)
  if (typeof part !== 'object' || part === null) return []
  if ('type' in part && part.type === 'user' && 'user_id' in part) return [`<@${part.user_id}>`]
  if ('type' in part && part.type === 'broadcast' && 'range' in part) return [`<!${part.range}>`]
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : texts(value),
  )
}
