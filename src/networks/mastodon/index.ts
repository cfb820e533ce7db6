import type { Network } from '../network.ts'
import { complete } from './complete.ts'
import { connect } from './connect.ts'
import { find } from './find.ts'
import { attachmentsOf, limitsOf } from './limits.ts'
import { like, remove } from './moderate.ts'
import { poll } from './poll.ts'
import { send } from './send.ts'

/** An account on any server: mentions in public and in private. */
export const mastodon: Network = {
  name: 'mastodon',
  label: 'Mastodon',
  nouns: { public: 'post', private: 'private mention', review: 'review' },
  can: {
    publicReply: true,
    privateReply: true,
    privateReplyToPublic: {},
    reviewReply: false,
    like: ['public', 'private'],
    deleteOurs: ['public', 'private'],
  },
  limits: { text: limitsOf({ options: {} }), ofAccount: limitsOf, attachments: attachmentsOf, perSecond: 1 },
  resolution: 'millisecond',
  connect,
  poll,
  complete,
  // Each server keeps its files, and copies of everybody else's, at a place of its own.
  media: {
    hosts: [],
    hostsOf: ({ options }) => [options.instance, options.media].filter((host) => host !== undefined).map(hostOf),
  },
  send,
  // Servers keep the key for an hour.
  idempotent: { for: Temporal.Duration.from({ minutes: 55 }) },
  find,
  like,
  delete: remove,
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : address
}
