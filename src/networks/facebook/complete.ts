import { z } from 'zod'
import { id, moment, words } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import { personFields, withProfile } from '../meta/profile.ts'
import type { Account, Attachment, IncomingMessage } from '../network.ts'
import { aboutPost } from './about.ts'
import { stranger } from './author.ts'

/** Asks who wrote what a delivery only names, and what stands in the post above a comment. */
export async function complete(message: IncomingMessage, account: Account): Promise<IncomingMessage> {
  if (message.place === 'private') return withProfile(message, account, { label: 'Facebook', fields: personFields })
  const whole = message.incomplete ? await ask(message, account) : message
  const isUnderPost = whole.place === 'public' && whole.conversation !== whole.id
  if (whole.from === 'us' || !isUnderPost || whole.about?.text !== undefined) return whole
  const about = await aboutPost(message.conversation, account)
  return about ? { ...whole, about: { ...about, url: about.url ?? whole.about?.url } } : whole
}

const common = {
  from: z.object({ id, name: words }).optional().catch(undefined),
  message: z.string().optional(),
  permalink_url: words,
  created_time: moment.optional(),
}

/** Graph refuses a whole question for one field that its object does not have. */
const comment = z.object({
  ...common,
  attachment: z
    .object({ type: words, media: z.object({ image: z.object({ src: z.string() }) }).optional() })
    .optional()
    .catch(undefined)
    .transform((attachment) => picture(attachment?.media?.image.src, attachment?.type === 'sticker')),
})
const post = z
  .object({ ...common, full_picture: words })
  .transform(({ full_picture, ...rest }) => ({ ...rest, attachment: picture(full_picture) }))

function picture(url: string | undefined, isSticker = false): Attachment | undefined {
  return url === undefined ? undefined : { url, type: 'image', ...(isSticker ? { sticker: true } : {}) }
}

async function ask(message: IncomingMessage, account: Account): Promise<IncomingMessage> {
  const isPost = message.id === message.conversation
  const { from, attachment, ...told } = await graph(account, {
    label: 'Facebook',
    path: `/${message.id}`,
    query: { fields: `from,message,permalink_url,created_time,${isPost ? 'full_picture' : 'attachment'}` },
    answer: isPost ? post : comment,
  })
  const ours = from?.id === account.networkId
  return {
    ...message,
    from: ours ? 'us' : 'customer',
    customer: ours ? undefined : (from ?? message.customer ?? stranger(message.id)),
    text: message.text || (told.message ?? ''),
    attachments: attachment ? [attachment] : message.attachments,
    at: message.at ?? told.created_time,
    url: told.permalink_url ?? message.url,
    incomplete: undefined,
  }
}
