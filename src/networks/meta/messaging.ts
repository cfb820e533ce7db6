import { z } from 'zod'
import { id, moment, words } from '../loosely.ts'
import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { named, part, shown } from './part.ts'

/**
 * One member of `messaging[]`, or of `standby[]` while another app of theirs holds the thread. The conversation is the
 * customer's page-scoped id, which is also what a private reply to a comment answers as `recipient_id`.
 */
export function messaging(json: unknown, account: string): Incoming[] {
  const names = Object.keys(z.record(z.string(), z.unknown()).safeParse(json).data ?? {}).filter(
    (one) => !frame.has(one),
  )
  if (names.some((name) => ignored.has(name)) && !names.some((name) => spoken.has(name))) return []
  const read = member.safeParse(json)
  if (!read.success) return [unreadable('messaging', read.error)]
  const event = read.data
  if (event.message) return [message(event, event.message, account)]
  if (event.message_edit) {
    const { mid, text } = event.message_edit
    return [{ is: 'edit', account, id: mid, text, at: event.timestamp }]
  }
  if (event.postback) return [press(event, event.postback, account)]
  return [{ is: 'unreadable', why: `unknown messaging event: ${names.join(', ') || 'none'}` }]
}

const frame = new Set(['sender', 'recipient', 'timestamp'])
const spoken = new Set(['message', 'message_edit', 'postback'])

/** Known, and of no concern to a ticket. */
const ignored = new Set([
  'account_linking',
  'app_roles',
  'delivery',
  'optin',
  'pass_thread_control',
  'policy_enforcement',
  'reaction',
  'read',
  'referral',
  'request_thread_control',
  'response_feedback',
  'take_thread_control',
])

const flag = z.union([z.boolean(), z.stringbool()]).catch(false).default(false)

const content = z.object({
  mid: id,
  text: z.string().optional(),
  attachments: z.array(part).catch([]).default([]),
  reply_to: z
    .object({ mid: id.optional(), story: z.object({ url: words }).optional() })
    .optional()
    .catch(undefined),
  is_unsupported: flag,
  is_echo: flag,
  is_deleted: flag,
})

const member = z.object({
  sender: z.object({ id }),
  recipient: z.object({ id }),
  timestamp: moment.optional(),
  message: content.optional(),
  message_edit: z.object({ mid: id, text: z.string() }).optional(),
  postback: z.object({ mid: id.optional(), title: z.string() }).optional(),
})

type Event = z.infer<typeof member>

function message(event: Event, content: NonNullable<Event['message']>, account: string): Incoming {
  const { mid, is_echo, is_deleted, is_unsupported, attachments, reply_to } = content
  if (is_deleted) return { is: 'deletion', account, id: mid, at: event.timestamp }
  // The page's own side of the conversation comes back as an echo, whoever of the page wrote it and in which tool.
  const ours = is_echo || event.sender.id === account
  const customer = ours ? event.recipient.id : event.sender.id
  // A card must never be empty: whatever it is, there is something to see.
  const isUnknown = is_unsupported || attachments.length === 0
  const text = content.text || (isUnknown ? '(of a kind to be seen there only)' : '')
  return {
    is: 'message',
    account,
    id: mid,
    place: 'private',
    conversation: customer,
    from: ours ? 'us' : 'customer',
    customer: { id: customer },
    text: [text, ...attachments.flatMap(named)].filter(Boolean).join('\n'),
    attachments: attachments.flatMap(shown),
    at: event.timestamp,
    about: reply_to?.story && { text: 'Story', url: reply_to.story.url },
    inReplyTo: reply_to?.mid,
  }
}

/** A button of ours that the customer pressed: what stood on it is what they say. Older ones have no id. */
function press(event: Event, { mid, title }: NonNullable<Event['postback']>, account: string): Incoming {
  const pressed = event.timestamp?.epochMilliseconds
  const id = mid ?? (pressed && `postback:${event.sender.id}:${pressed}`)
  if (!id) return { is: 'unreadable', why: 'messaging: postback: expected mid or timestamp' }
  return {
    is: 'message',
    account,
    id,
    place: 'private',
    conversation: event.sender.id,
    from: 'customer',
    customer: { id: event.sender.id },
    text: title,
    attachments: [],
    at: event.timestamp,
  }
}
