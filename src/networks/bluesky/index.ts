import type { AttachmentLimit, Network } from '../network.ts'
import { complete } from './complete.ts'
import { connect } from './connect.ts'
import { find } from './find.ts'
import { graphemes } from './graphemes.ts'
import { like, remove } from './moderate.ts'
import { poll } from './poll.ts'
import { send } from './send.ts'

const post = { most: 300, count: graphemes, unit: 'characters' }
const message = { most: 1000, count: graphemes, unit: 'characters' }

const images: AttachmentLimit = { most: 4, bytes: 1_000_000, types: ['jpg', 'png', 'webp'] }

/** An account: mentions, replies, quotes and its chat. */
export const bluesky: Network = {
  name: 'bluesky',
  label: 'Bluesky',
  nouns: { public: 'post', private: 'chat message', review: 'review' },
  can: {
    publicReply: true,
    privateReply: true,
    privateReplyToPublic: {},
    reviewReply: false,
    like: ['public'],
    deleteOurs: ['public'],
  },
  limits: {
    text: { public: post, private: message, review: post },
    attachments: () => ({ public: images }),
    perSecond: 5,
  },
  resolution: 'millisecond',
  connect,
  poll,
  complete,
  media: { hosts: ['bsky.app'] },
  send,
  // A post has a key of our choosing; the chat takes none.
  idempotent: { for: Temporal.Duration.from({ hours: 24 }), places: ['public'] },
  find,
  like,
  delete: remove,
}
