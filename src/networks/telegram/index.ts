import type { AttachmentLimit, Network } from '../network.ts'
import { connect } from './connect.ts'
import { like } from './like.ts'
import { media } from './media.ts'
import { parse } from './parse.ts'
import { poll } from './poll.ts'
import { send } from './send.ts'
import { verify } from './verify.ts'

const text = { most: 4096, count: (text: string) => [...text].length, unit: 'characters' }

const photos: AttachmentLimit = { most: 10, bytes: 10_000_000, types: ['jpg', 'png'], text: 1024 }

/** A bot: its own chats, the groups it is in, and the chats of a business account that it is connected to. */
export const telegram: Network = {
  name: 'telegram',
  label: 'Telegram',
  nouns: { public: 'group message', private: 'message', review: 'review' },
  can: { publicReply: true, privateReply: true, reviewReply: false, like: ['public', 'private'] },
  limits: {
    text: { public: text, private: text, review: text },
    attachments: () => ({ public: photos, private: photos }),
    perSecond: 20,
  },
  resolution: 'second',
  connect,
  webhook: { verify, parse },
  poll,
  media,
  send,
  like,
}
