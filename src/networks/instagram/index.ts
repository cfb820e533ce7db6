import { challenge, verify } from '../meta/webhook.ts'
import type { Network } from '../network.ts'
import { complete } from './complete.ts'
import { connect } from './connect.ts'
import { find } from './find.ts'
import { hide, remove } from './moderate.ts'
import { parse } from './parse.ts'
import { poll } from './poll.ts'
import { refresh } from './refresh.ts'
import { send } from './send.ts'

const comment = { most: 2200, count: (text: string) => [...text].length, unit: 'characters' }
const message = { most: 1000, count: (text: string) => Buffer.byteLength(text), unit: 'bytes' }

/** A professional account, by Instagram's own login or by a linked Facebook page: comments, mentions and messages. */
export const instagram: Network = {
  name: 'instagram',
  label: 'Instagram',
  nouns: { public: 'comment', private: 'message', review: 'review' },
  can: {
    publicReply: true,
    privateReply: true,
    privateReplyToPublic: { within: Temporal.Duration.from({ hours: 7 * 24 }) },
    reviewReply: false,
    hide: ['public'],
    delete: ['public'],
    deleteOurs: ['public'],
  },
  limits: { text: { public: comment, private: message, review: comment }, perSecond: 5 },
  badge: true,
  window: { private: Temporal.Duration.from({ hours: 24 }) },
  afterWindow: {
    option: 'human_agent',
    within: Temporal.Duration.from({ hours: 7 * 24 }),
    says: 'It goes out as a human agent’s answer, which Instagram takes for 7 days.',
  },
  resolution: 'second',
  connect,
  webhook: { keys: 'meta', challenge, verify, parse },
  poll,
  complete,
  refresh,
  media: { hosts: ['cdninstagram.com', 'fbcdn.net', 'fbsbx.com'] },
  send,
  find,
  hide,
  delete: remove,
}
