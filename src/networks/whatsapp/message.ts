import type { About, Incoming, IncomingCustomer } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { isSaid, saidIn } from './content.ts'
import * as payload from './payload.ts'

/** What a customer wrote. The conversation is the customer: WhatsApp has one with each. */
export function message(json: unknown, contacts: payload.Contact[], account: string): Incoming[] {
  const read = payload.message.safeParse(json)
  if (!read.success) return [unreadable('message', read.error)]
  if (read.data.type === 'system') return renamed(read.data, account)
  if (ignored.has(read.data.type)) return []
  if (!isSaid(read.data)) return [{ is: 'unreadable', why: `unknown message type: ${read.data.type}` }]
  const customer = customerOf(read.data, contacts)
  if (!customer) return [{ is: 'unreadable', why: 'message: from or from_user_id is missing' }]
  return [heard(read.data, account, 'customer', customer)]
}

/** Nobody speaks in a reaction; a greeting is asked for before any word. */
const ignored = new Set(['reaction', 'system', 'request_welcome'])

/** A changed number, and with it the lasting id: who was known by either is the same person. Nobody speaks in it. */
function renamed({ id, from, from_user_id, system }: payload.Message, account: string): Incoming[] {
  const now = (from_user_id === undefined ? undefined : system?.user_id) ?? system?.wa_id ?? system?.user_id
  const before = from_user_id ?? from
  if (now === undefined || before === undefined || now === before) return []
  return [{ is: 'rename', account, id, customer: { id: now, formerly: before } }]
}

/** What a colleague wrote in the WhatsApp Business app on the same number. */
export function echo(json: unknown, account: string): Incoming[] {
  const read = payload.message.safeParse(json)
  if (!read.success) return [unreadable('message_echoes', read.error)]
  if (ignored.has(read.data.type)) return []
  const to = read.data.to_user_id ?? read.data.to
  if (to === undefined) return [{ is: 'unreadable', why: 'message_echoes: to or to_user_id is missing' }]
  if (!isSaid(read.data)) return [{ is: 'unreadable', why: `unknown message type: ${read.data.type}` }]
  return [heard(read.data, account, 'us', { id: to })]
}

function heard(one: payload.Message, account: string, from: 'customer' | 'us', customer: IncomingCustomer): Incoming {
  return {
    is: 'message',
    account,
    id: one.id,
    place: 'private',
    conversation: customer.id,
    from,
    customer,
    ...saidIn(one),
    at: one.timestamp,
    about: aboutAdvertisement(one),
    inReplyTo: one.context?.id,
  }
}

/** The business-scoped id stays when the number changes or is hidden, so it comes before the number. */
function customerOf(
  { from, from_user_id }: payload.Message,
  contacts: payload.Contact[],
): IncomingCustomer | undefined {
  const only = contacts.length === 1 ? contacts[0] : undefined
  const contact =
    contacts.find(({ user_id }) => user_id !== undefined && user_id === from_user_id) ??
    contacts.find(({ wa_id }) => wa_id !== undefined && wa_id === from) ??
    only
  const id = from_user_id ?? contact?.user_id ?? from
  if (id === undefined) return undefined
  const formerly = from !== undefined && from !== id ? { formerly: from } : {}
  return { id, ...formerly, name: contact?.profile?.name, handle: contact?.profile?.username }
}

/** The advertisement whose button opened the conversation. */
function aboutAdvertisement({ referral }: payload.Message): About | undefined {
  if (!referral) return undefined
  const { headline, body, source_url, image_url, thumbnail_url } = referral
  return { text: headline ?? body, url: source_url, pictureUrl: image_url ?? thumbnail_url }
}
