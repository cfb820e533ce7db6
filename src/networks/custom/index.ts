import type { AttachmentLimit, Network } from '../network.ts'
import { connect } from './connect.ts'
import { parse } from './parse.ts'
import { send } from './send.ts'
import { verify } from './signature.ts'

const characters = { most: 10_000, count: (text: string) => [...text].length, unit: 'characters' }

const files: AttachmentLimit = { most: 5, bytes: 2_000_000, types: ['jpg', 'png', 'gif', 'webp', 'pdf'] }

/** Any source of the team's own: a form, a shop, a forum. Standard Webhooks both ways. */
export const custom: Network = {
  name: 'custom',
  label: 'Custom',
  nouns: { public: 'comment', private: 'message', review: 'review' },
  can: { publicReply: true, privateReply: true, reviewReply: true },
  limits: {
    text: { public: characters, private: characters, review: characters },
    attachments: () => ({ public: files, private: files, review: files }),
    perSecond: 10,
  },
  takesReplies: ({ apiUrl, options }) => Boolean(apiUrl ?? options.callback),
  byHand: true,
  resolution: 'millisecond',
  connect,
  webhook: { verify, parse },
  media: { hosts: [], origins: ({ options }) => [options.callback ?? '', ...(options.media ?? '').split(',')] },
  send,
  // The receiver knows a reply by its `webhook-id`, so the same one again is harmless.
  idempotent: { for: Temporal.Duration.from({ minutes: 10 }) },
}
