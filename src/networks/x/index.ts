import type { AttachmentLimit, Network } from '../network.ts'
import { connect } from './connect.ts'
import { find } from './find.ts'
import { hide, remove } from './moderate.ts'
import { refresh } from './oauth2.ts'
import { parse } from './parse.ts'
import { poll } from './poll.ts'
import { send } from './send.ts'
import { challenge, verify } from './signature.ts'
import { weight } from './weight.ts'

const note = 'X charges $0.20 for a post with a link, and $0.01 without.'
const post = { most: 280, count: weight, unit: 'characters, by X’s own count', note }
const message = { most: 10_000, count: (text: string) => [...text].length, unit: 'characters' }

const pictures: AttachmentLimit = { most: 4, bytes: 5_000_000, types: ['jpg', 'png', 'webp'] }

/** An account: mentions, answers, quotes and direct messages. */
export const x: Network = {
  name: 'x',
  label: 'X',
  nouns: { public: 'post', private: 'direct message', review: 'review' },
  can: {
    publicReply: true,
    privateReply: true,
    privateReplyToPublic: {},
    reviewReply: false,
    hide: ['public'],
    deleteOurs: ['public'],
  },
  limits: {
    text: { public: post, private: message, review: post },
    attachments: () => ({ public: pictures, private: { ...pictures, most: 1 } }),
    perSecond: 1,
  },
  resolution: 'second',
  connect,
  webhook: { challenge, verify, parse },
  poll,
  media: { hosts: ['twimg.com'] },
  send,
  find,
  refresh,
  hide,
  delete: remove,
}
