import { isBlank } from '../../tickets/is-blank.ts'
import type { Message } from '../../tickets/ticket.ts'

/** What a message says where it has no words of its own. */
export function wordsOf({
  text,
  attachments,
  attached,
  rating,
  deletedAt,
}: Pick<Message, 'text' | 'attachments' | 'attached' | 'rating' | 'deletedAt'>): string {
  if (deletedAt) return '(deleted)'
  if (!isBlank(text)) return text
  if (attached.length > 0) return `(${attached.map(({ name }) => name).join(', ')})`
  const [first] = attachments
  if (first) return `(${NOUNS[first.type]})`
  return rating ? `(${rating} of 5 stars)` : '(no words)'
}

const NOUNS = { image: 'a picture', video: 'a video', audio: 'a voice message', file: 'a file' }
