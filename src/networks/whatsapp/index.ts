import { challenge, verify } from '../meta/webhook.ts'
import type { AttachmentLimit, Network } from '../network.ts'
import { connect } from './connect.ts'
import { media } from './media.ts'
import { parse } from './parse.ts'
import { markRead, send } from './send.ts'

const text = { most: 4096, count: (text: string) => [...text].length, unit: 'characters' }

const files: AttachmentLimit = { most: 5, bytes: 5_000_000, types: ['jpg', 'png', 'pdf'], apart: true }

/** A number on WhatsApp's Cloud API. There is nothing to poll: what is missed after seven days is lost. */
export const whatsapp: Network = {
  name: 'whatsapp',
  label: 'WhatsApp',
  nouns: { public: 'comment', private: 'message', review: 'review' },
  can: { publicReply: false, privateReply: true, reviewReply: false },
  limits: {
    text: { public: text, private: text, review: text },
    attachments: () => ({ private: files }),
    perSecond: 10,
  },
  window: { private: Temporal.Duration.from({ hours: 24 }) },
  afterWindow: { option: 'template', says: 'It goes out inside your template, which WhatsApp charges for.' },
  resolution: 'second',
  connect,
  webhook: { keys: 'meta', challenge, verify, parse },
  media,
  send,
  markRead,
}
