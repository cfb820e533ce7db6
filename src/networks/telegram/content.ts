import type { Attachment } from '../network.ts'
import { address } from './bot-api.ts'
import type { Message } from './payload.ts'

/** What a message says and shows, or undefined where it holds nothing we know. */
export function content(message: Message): { text: string; attachments: Attachment[] } | undefined {
  const text = [written(message), ...said(message)].filter(Boolean).join('\n')
  const attachments = shown(message)
  return text || attachments.length > 0 ? { text, attachments } : undefined
}

/** The words, with the address that stands behind some of them in brackets. */
function written({ text, entities, caption, caption_entities }: Message): string | undefined {
  const [words, links] = text === undefined ? [caption, caption_entities] : [text, entities]
  // From the last to the first, since each moves what comes after it.
  return links.reduceRight((so, { offset, length, url }) => {
    const end = offset + length
    return so && `${so.slice(0, end)} (${url})${so.slice(end)}`
  }, words)
}

/** Telegram names a file and tells its address on demand, so its name stands where that will; see media.ts. */
function shown(message: Message): Attachment[] {
  const { photo = [], video, animation, document, audio, voice, video_note: note, sticker } = message
  // The sizes of one photo, smallest first.
  const largest = photo.at(-1)
  return [
    ...named(largest, 'image'),
    ...named(still(sticker), 'image').map((one) => ({ ...one, sticker: true as const })),
    ...named(video ?? note ?? animation, 'video'),
    ...named(audio ?? voice, 'audio'),
    ...named(animation ? undefined : document, 'file'),
  ]
}

/** What Slack can show of a sticker. */
function still(sticker: Message['sticker']) {
  return sticker?.is_animated || sticker?.is_video ? sticker.thumbnail : sticker
}

function named(file: { file_id: string; file_name?: string } | undefined, type: Attachment['type']): Attachment[] {
  return file ? [{ url: `${address}/file/${file.file_id}`, type, name: file.file_name, closed: true }] : []
}

/** What has no file is told in words. */
function said({ sticker, contact, venue, location, dice, poll, paid_media }: Message): string[] {
  const place = location && `${location.latitude}, ${location.longitude}`
  return [
    sticker && (sticker.emoji ?? (still(sticker) ? undefined : '(sticker)')),
    contact &&
      `(contact: ${[contact.first_name, contact.last_name].filter(Boolean).join(' ')}, ${contact.phone_number})`,
    venue ? `(place: ${venue.title}, ${venue.address}, ${place})` : place && `(place: ${place})`,
    dice && `${dice.emoji} ${dice.value}`,
    poll && `(poll: ${poll.question})`,
    paid_media && '(paid media, to be seen in Telegram only)',
  ].filter((words) => words !== undefined)
}
