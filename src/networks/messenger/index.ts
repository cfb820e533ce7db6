import { parse } from '../facebook/parse.ts'
import { conversations, privateTells } from '../meta/conversations.ts'
import { findMessage } from '../meta/find-message.ts'
import { markSeen, messageAttachments, sendMessage } from '../meta/message.ts'
import { personFields, withProfile } from '../meta/profile.ts'
import { readMember, sweep } from '../meta/sweep.ts'
import { challenge, verify } from '../meta/webhook.ts'
import type { Network } from '../network.ts'
import { byMoment } from '../poll-parts.ts'
import { connect } from './connect.ts'

const product = { label: 'Messenger', platform: 'messenger' } as const
const text = { most: 2000, count: (text: string) => [...text].length, unit: 'characters' }

/** A page's private messages. Its comments are Facebook's, though both come to one callback. */
export const messenger: Network = {
  name: 'messenger',
  label: 'Messenger',
  nouns: { public: 'comment', private: 'message', review: 'review' },
  can: { publicReply: false, privateReply: true, reviewReply: false },
  limits: {
    text: { public: text, private: text, review: text },
    attachments: () => ({ private: messageAttachments }),
    perSecond: 10,
  },
  badge: true,
  window: { private: Temporal.Duration.from({ hours: 24 }) },
  afterWindow: {
    option: 'human_agent',
    within: Temporal.Duration.from({ hours: 7 * 24 }),
    says: 'It goes out as a human agent’s answer, which Messenger takes for 7 days.',
  },
  resolution: 'millisecond',
  connect,
  webhook: { keys: 'meta', challenge, verify, parse },
  // For what webhooks miss, and for pages without them. Meta allows two such calls a second.
  poll: {
    everySeconds: 60,
    async fetch(account, before) {
      const first = { list: 'conversations', of: account.networkId }
      const { incoming, cursor, trouble } = await sweep(before, first, conversations(account, product))
      const lacks = trouble && `Without some of messages: ${trouble}`
      return { incoming: incoming.toSorted(byMoment), cursor, trouble: lacks }
    },
    read: (polled, account) => readMember(polled, privateTells(account)),
  },
  complete: (message, account) => withProfile(message, account, { label: 'Messenger', fields: personFields }),
  media: { hosts: ['fbcdn.net', 'fbsbx.com', 'facebook.com'] },
  send: (reply, account) => sendMessage(reply, account, product),
  markRead: (message, account) => markSeen(message, account, product),
  find: (reply, account) => findMessage(reply, account, product),
}
