import { z } from 'zod'
import { id, moment } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import type { Account, IncomingMessage } from '../network.ts'
import { about, telling } from './about.ts'
import { stranger } from './author.ts'

const someone = z.object({ id, name: z.string().optional() }).optional()
const picture = z.object({ media: z.object({ image: z.object({ src: z.string() }) }).optional() }).optional()

const comment = z.object({
  id,
  from: someone,
  message: z.string().default(''),
  created_time: moment,
  parent: z.object({ id }).optional(),
  attachment: picture.transform((attachment) => attachment?.media?.image.src),
})

const post = telling.extend({
  id,
  from: someone,
  created_time: moment,
  comments: z.object({ data: z.array(comment) }).optional(),
})

const postFields = 'id,message,from,created_time,permalink_url,full_picture'
const commentFields = 'id,message,from,created_time,parent{id},attachment'

/** What others post on the page's wall or where they tag it, and the comments there, each as a delivery would say it. */
export async function posts(where: 'feed' | 'tagged', account: Account): Promise<IncomingMessage[]> {
  const comments = `comments.filter(stream).order(reverse_chronological).limit(50){${commentFields}}`
  const { data } = await graph(account, {
    label: 'Facebook',
    path: `/${account.networkId}/${where}`,
    query: { fields: where === 'feed' ? `${postFields},${comments}` : postFields, limit: '25' },
    answer: z.object({ data: z.array(post) }),
  })
  return data.flatMap((one) => [
    ...(one.from?.id === account.networkId ? [] : [visitorPost(one, account)]),
    ...(one.comments?.data ?? []).map((comment) => commentUnder(one, comment, account)),
  ])
}

function visitorPost(one: z.infer<typeof post>, account: Account): IncomingMessage {
  const { id, from, message: text = '', full_picture, permalink_url, created_time: at } = one
  return {
    is: 'message',
    account: account.networkId,
    networks: ['facebook'],
    id,
    place: 'public',
    conversation: id,
    from: 'customer',
    customer: from ?? stranger(id),
    text,
    attachments: images(full_picture),
    at,
    url: permalink_url ?? `https://www.facebook.com/${id}`,
  }
}

function commentUnder(under: z.infer<typeof post>, one: z.infer<typeof comment>, account: Account): IncomingMessage {
  const { id, from, message: text, attachment, parent, created_time: at } = one
  const ours = from?.id === account.networkId
  return {
    is: 'message',
    account: account.networkId,
    networks: ['facebook'],
    id,
    place: 'public',
    conversation: under.id,
    from: ours ? 'us' : 'customer',
    customer: ours ? undefined : (from ?? stranger(parent?.id ?? id)),
    text,
    attachments: images(attachment),
    at,
    url: `https://www.facebook.com/${id}`,
    about: about(under),
    inReplyTo: parent?.id,
  }
}

function images(url: string | undefined): IncomingMessage['attachments'] {
  return url ? [{ url, type: 'image' }] : []
}
