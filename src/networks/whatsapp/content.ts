import { z } from 'zod'
import { readJson } from '../json.ts'
import { graphAddress } from '../meta/graph.ts'
import type { Attachment } from '../network.ts'
import type { Message } from './payload.ts'

/** Whether the message is of a kind we know and holds what its type says. */
export function isSaid(message: Message): boolean {
  return wordsIn(message) !== undefined || mediaIn(message).length > 0
}

export function saidIn(message: Message): { text: string; attachments: Attachment[] } {
  return { text: wordsIn(message) ?? '', attachments: mediaIn(message) }
}

function wordsIn(message: Message): string | undefined {
  switch (message.type) {
    case 'text':
      return message.text?.body
    case 'image':
    case 'video':
    case 'document':
      return message[message.type]?.caption
    case 'location':
      return message.location && place(message.location)
    case 'contacts':
      return message.contacts?.map(card).join('\n')
    case 'button':
      return message.button?.text
    case 'interactive':
      return chosen(message.interactive)
    case 'order':
      return message.order && order(message.order)
    case 'unsupported':
      return '(of a kind to be seen in WhatsApp only)'
    default:
      return undefined
  }
}

/** Media have no address until one is asked for, see `media.ts`; the one here is where that is done. */
function mediaIn(message: Message): Attachment[] {
  const { type } = message
  if (type !== 'image' && type !== 'video' && type !== 'audio' && type !== 'document' && type !== 'sticker') return []
  const media = message[type]
  const shown = type === 'document' ? 'file' : type === 'sticker' ? 'image' : type
  return media ? [{ url: `${graphAddress}/${media.id}`, type: shown, name: media.filename, closed: true }] : []
}

function place({ latitude, longitude, name, address }: NonNullable<Message['location']>): string {
  const map = `https://www.google.com/maps?q=${latitude},${longitude}`
  return [name, address, map].filter(Boolean).join('\n')
}

function card({ name, phones, emails }: NonNullable<Message['contacts']>[number]): string {
  return [name.formatted_name, ...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email)]
    .filter(Boolean)
    .join(', ')
}

function chosen(interactive: Message['interactive']): string | undefined {
  const { button_reply, list_reply, nfm_reply } = interactive ?? {}
  return button_reply?.title ?? list_reply?.title ?? (nfm_reply && filledIn(nfm_reply))
}

function filledIn({ body, response_json = '' }: { body?: string; response_json?: string }): string {
  const read = answers.safeParse(readJson(response_json))
  const lines = Object.entries(read.data ?? {})
    .filter(([field]) => field !== 'flow_token')
    .map(([field, answer]) => `${field}: ${typeof answer === 'string' ? answer : JSON.stringify(answer)}`)
  return [body ?? 'Filled in the form.', ...lines].join('\n')
}

/** The fields are named by whoever made the form. */
const answers = z.record(z.string(), z.unknown())

function order({ text, product_items }: NonNullable<Message['order']>): string {
  const items = product_items.map(({ quantity, product_retailer_id }) => `${quantity} × ${product_retailer_id}`)
  return [text, ...items].filter(Boolean).join('\n')
}
