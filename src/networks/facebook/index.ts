import { markSeen, messageAttachments } from '../meta/message.ts'
import { challenge, verify } from '../meta/webhook.ts'
import type { Network } from '../network.ts'
import { complete } from './complete.ts'
import { connect } from './connect.ts'
import { find } from './find.ts'
import { hide, like, remove } from './moderate.ts'
import { parse } from './parse.ts'
import { poll } from './poll.ts'
import { commentAttachments, send } from './send.ts'

const count = (text: string) => [...text].length
const comment = { most: 8000, count, unit: 'characters' }
const message = { most: 2000, count, unit: 'characters' }

/** A page: comments, visitors' posts, mentions and reviews, and the messages that a private reply leads to. */
export const facebook: Network = {
  name: 'facebook',
  label: 'Facebook',
  nouns: { public: 'comment', private: 'message', review: 'review' },
  can: {
    publicReply: true,
    privateReply: true,
    privateReplyToPublic: { within: Temporal.Duration.from({ hours: 7 * 24 }) },
    reviewReply: true,
    like: ['public', 'review'],
    hide: ['public'],
    delete: ['public'],
    deleteOurs: ['public', 'review'],
  },
  limits: {
    text: { public: comment, private: message, review: comment },
    attachments: () => ({ public: commentAttachments, private: messageAttachments }),
    perSecond: 5,
  },
  badge: true,
  window: { private: Temporal.Duration.from({ hours: 24 }) },
  resolution: 'second',
  connect,
  webhook: { keys: 'meta', challenge, verify, parse },
  poll,
  complete,
  media: { hosts: ['fbcdn.net', 'fbsbx.com', 'facebook.com'] },
  send,
  find,
  markRead: (message, account) => markSeen(message, account, { label: 'Facebook' }),
  like,
  hide,
  delete: remove,
}
