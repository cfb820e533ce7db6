import { z } from 'zod'
import { id, moment, words } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import { type Leaf, list, membersOf, next, type Read } from '../meta/sweep.ts'
import type { About, Account, IncomingMessage } from '../network.ts'
import { about, telling } from './about.ts'
import { stranger } from './author.ts'

const someone = z.object({ id, name: words }).optional().catch(undefined)
const picture = z
  .object({ media: z.object({ image: z.object({ src: z.string() }) }).optional() })
  .optional()
  .catch(undefined)

const comment = z.object({
  id,
  from: someone,
  message: z.string().default(''),
  created_time: moment,
  parent: z.object({ id }).optional().catch(undefined),
  attachment: picture.transform((attachment) => attachment?.media?.image.src),
})

const post = telling.extend({ id, from: someone, created_time: moment, comments: list.optional().catch(undefined) })

const postFields = 'id,message,from,created_time,permalink_url,full_picture'
const commentFields = 'id,message,from,created_time,parent{id},attachment'
const commentsUnderPost = `comments.filter(stream).order(reverse_chronological).limit(50){${commentFields}}`

/**
 * Reads what others post on the page's wall (`feed`) or where they tag it (`tagged`), and the `comments` there, each as a
 * delivery would say it.
 */
export function wall(account: Account): Read {
  return (one, since) => (one.list === 'comments' ? comments(one, since, account) : posts(one, since, account))
}

async function posts(one: Leaf, since: Temporal.Instant, account: Account): ReturnType<Read> {
  const fields = one.list === 'feed' ? `${postFields},${commentsUnderPost}` : postFields
  const told = await graph(account, {
    label: 'Facebook',
    path: `/${one.of}/${one.list}`,
    query: { fields, limit: '25', ...one.page },
    answer: list,
  })
  const { members, broken } = membersOf(told, 'post', post)
  const moments = members.map(({ created_time }) => created_time)
  const under = members.map((post) => commentsOf(post, since, account))
  const visitors = members.filter(({ from }) => from?.id !== account.networkId)
  return {
    incoming: [
      ...visitors.map((post) => visitorPost(post, account)),
      ...under.flatMap((one) => one.incoming),
      ...broken,
    ],
    more: [...under.flatMap((one) => one.more), ...next(one, told, moments, since)],
  }
}

/** The latest comments stand in the answer that tells the post. */
function commentsOf(above: z.infer<typeof post>, since: Temporal.Instant, account: Account) {
  const told = above.comments ?? { data: [] }
  const { members, broken } = membersOf(told, 'comment', comment)
  const moments = members.map(({ created_time }) => created_time)
  return {
    incoming: [...members.map((one) => commentUnder(above.id, one, account, about(above))), ...broken],
    more: next({ list: 'comments', of: above.id }, told, moments, since),
  }
}

async function comments(one: Leaf, since: Temporal.Instant, account: Account): ReturnType<Read> {
  const told = await graph(account, {
    label: 'Facebook',
    path: `/${one.of}/comments`,
    query: { filter: 'stream', order: 'reverse_chronological', fields: commentFields, limit: '50', ...one.page },
    answer: list,
  })
  const { members, broken } = membersOf(told, 'comment', comment)
  const moments = members.map(({ created_time }) => created_time)
  const incoming = [...members.map((said) => commentUnder(one.of, said, account)), ...broken]
  return { incoming, more: next(one, told, moments, since) }
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

function commentUnder(post: string, one: z.infer<typeof comment>, account: Account, above?: About): IncomingMessage {
  const { id, from, message: text, attachment, parent, created_time: at } = one
  const ours = from?.id === account.networkId
  return {
    is: 'message',
    account: account.networkId,
    networks: ['facebook'],
    id,
    place: 'public',
    conversation: post,
    from: ours ? 'us' : 'customer',
    customer: ours ? undefined : (from ?? stranger(parent?.id ?? id)),
    text,
    attachments: images(attachment),
    at,
    url: `https://www.facebook.com/${id}`,
    about: above,
    inReplyTo: parent?.id,
  }
}

function images(url: string | undefined): IncomingMessage['attachments'] {
  return url ? [{ url, type: 'image' }] : []
}
