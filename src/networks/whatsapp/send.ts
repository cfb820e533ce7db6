import { z } from 'zod'
import { graph } from '../meta/graph.ts'
import { id } from '../meta/payload.ts'
import type { Account, MessageRef, OutgoingReply, Sent } from '../network.ts'
import { meaning } from './errors.ts'

const own = { label: 'WhatsApp', method: 'POST', meaning } as const

/** As text that quotes the customer's message; after 24 hours as the template the account was connected with. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  const { template } = account.options
  const content = reply.afterWindow && template ? filledIn(template, reply.text) : text(reply)
  const sent = await graph(account, {
    ...own,
    path: `/${account.networkId}/messages`,
    json: { messaging_product: 'whatsapp', recipient_type: 'individual', ...to(reply.conversation), ...content },
    sends: true,
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
