import type { z } from 'zod'
import { readJson } from '../json.ts'
import type { Incoming, IncomingMessage } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { created, deleted, envelope, updated } from './payload.ts'

/** One delivery is one event; the account is the name in its address. */
export function parse({ body, account }: { body: string; account?: string }): Incoming[] {
  if (!account) return [{ is: 'unreadable', why: 'the address names no source: deliver to /webhooks/custom/<name>' }]
  return [event(readJson(body), account)]
}

function event(json: unknown, account: string): Incoming {
  if (json === undefined) return { is: 'unreadable', why: 'the body is not JSON' }
  const outer = envelope.safeParse(json)
  if (!outer.success) return unreadable('delivery', outer.error)
  const { type, timestamp, data } = outer.data
  switch (type) {
    case 'message.created': {
      const read = created.safeParse(data)
      return read.success ? message(read.data, timestamp, account) : unreadable(`${type} data`, read.error)
    }
    case 'message.updated': {
      const read = updated.safeParse(data)
      if (!read.success) return unreadable(`${type} data`, read.error)
      const { id, text, attachments, sent_at } = read.data
      return { is: 'edit', account, id, text, attachments, at: sent_at ?? timestamp }
    }
    case 'message.deleted': {
      const read = deleted.safeParse(data)
      if (!read.success) return unreadable(`${type} data`, read.error)
      return { is: 'deletion', account, id: read.data.id, at: read.data.sent_at ?? timestamp }
    }
    default:
      return { is: 'unreadable', why: `unknown type: ${type}` }
  }
}

function message(data: z.infer<typeof created>, timestamp: Temporal.Instant | undefined, account: string): Incoming {
  const { customer, about, text = '', attachments = [] } = data
  if (!text.trim() && attachments.length === 0)
    return { is: 'unreadable', why: 'message.created data: text: expected a text, or attachments' }
  return {
    is: 'message',
    account,
    id: data.id,
    place: data.place,
    conversation: data.conversation_id ?? customer.id,
    from: data.outbound ? 'us' : 'customer',
    customer: {
      id: customer.id,
      name: customer.name,
      handle: customer.handle,
      pictureUrl: customer.avatar_url,
      url: customer.url,
    },
    agent: data.agent,
    text,
    attachments,
    at: data.sent_at ?? timestamp,
    url: data.url,
    about: about && { text: about.text, url: about.url, pictureUrl: about.picture_url },
    inReplyTo: data.in_reply_to,
    rating: data.rating,
    priority: data.priority,
    replyUntil: data.reply_until,
  } satisfies IncomingMessage
}
