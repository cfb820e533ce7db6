import { z } from 'zod'
import { form } from '../form.ts'
import { id } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import type { Account, MessageRef, OutgoingAttachment, OutgoingReply, Sent } from '../network.ts'
import { meaning } from './errors.ts'

const own = { label: 'WhatsApp', method: 'POST', meaning } as const

/** As text that quotes the customer's message; after 24 hours as the template the account was connected with. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  const { template } = account.options
  const [file] = reply.attachments
  const content =
    reply.afterWindow && template ? filledIn(template, reply.text) : file ? await uploaded(file, account) : text(reply)
  const sent = await graph(account, {
    ...own,
    path: `/${account.networkId}/messages`,
    json: { messaging_product: 'whatsapp', recipient_type: 'individual', ...to(reply.conversation), ...content },
    sends: reply,
    answer: z.object({ messages: z.tuple([z.object({ id })]) }),
  })
  return { id: sent.messages[0].id }
}

/** A phone number is digits; the id of someone without one begins with a country, as `US.7355…`. */
function to(customer: string) {
  return /^\+?\d+$/.test(customer) ? { to: customer } : { recipient: customer }
}

function text({ text, inReplyTo }: OutgoingReply) {
  const context = inReplyTo === undefined ? {} : { context: { message_id: inReplyTo } }
  return { type: 'text', text: { body: text, preview_url: false }, ...context }
}

/** Kept by WhatsApp for thirty days under an id, by which the message names it. */
async function uploaded(file: OutgoingAttachment, account: Account) {
  const kept = await graph(account, {
    ...own,
    path: `/${account.networkId}/media`,
    form: form({ messaging_product: 'whatsapp', type: file.type }, { file }),
    answer: z.object({ id }),
  })
  return file.type.startsWith('image/')
    ? { type: 'image', image: { id: kept.id } }
    : { type: 'document', document: { id: kept.id, filename: file.name } }
}

/** `name:language`, whose body has one gap. WhatsApp takes no line breaks in what fills it. */
function filledIn(template: string, text: string) {
  const [name, code = 'en'] = template.split(':')
  const parameters = [{ type: 'text', text: text.replace(/\s+/g, ' ') }]
  return { type: 'template', template: { name, language: { code }, components: [{ type: 'body', parameters }] } }
}

/** Two blue ticks. */
export async function markRead({ id }: MessageRef, account: Account): Promise<void> {
  const json = { messaging_product: 'whatsapp', status: 'read', message_id: id }
  await graph(account, { ...own, path: `/${account.networkId}/messages`, json, answer: z.unknown() })
}
