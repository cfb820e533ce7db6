import { z } from 'zod'
import { id, moment, words } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import { type Leaf, type List, list, membersOf, next, type Read, type Tells } from '../meta/sweep.ts'
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
  const tells = wallTells(account)
  return async (one, since) => {
    const query: Record<string, string> =
      one.list === 'comments'
        ? { filter: 'stream', order: 'reverse_chronological', fields: commentFields, limit: '50' }
        : { fields: one.list === 'feed' ? `${postFields},${commentsUnderPost}` : postFields, limit: '25' }
    const path = `/${one.of}/${one.list}`
    const told = await graph(account, { label: 'Facebook', path, query: { ...query, ...one.page }, answer: list })
    return tells(one, told, since)
  }
}

export function wallTells(account: Account): Tells {
  return (one, told, since) =>
    one.list === 'comments' ? comments(one, told, since, account) : posts(one, told, since, account)
}

function posts(one: Leaf, told: List, since: Temporal.Instant, account: Account): ReturnType<Tells> {
  const { members, broken } = membersOf(one, told, 'post', post)
  const moments = members.map(({ created_time }) => created_time)
  // The latest comments stand in the answer that tells the post.
  const under = members.map((post) =>
    comments({ list: 'comments', of: post.id }, post.comments ?? { data: [] }, since, account, about(post)),
  )
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

function comments(one: Leaf, told: List, since: Temporal.Instant, account: Account, above?: About): ReturnType<Tells> {
  const { members, broken } = membersOf(one, told, 'comment', comment)
  const moments = members.map(({ created_time }) => created_time)
  const incoming = [...members.map((said) => commentUnder(one.of, said, account, above)), ...broken]
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
