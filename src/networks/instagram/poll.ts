import { z } from 'zod'
import { id, moment, words } from '../loosely.ts'
import { conversations, privateTells } from '../meta/conversations.ts'
import { ifAllowed } from '../meta/if-allowed.ts'
import { type Leaf, type List, list, membersOf, next, type Read, readMember, sweep, type Tells } from '../meta/sweep.ts'
import { stillThere, watched } from '../meta/watched.ts'
import type { Account, IncomingMessage, Network } from '../network.ts'
import { pollParts } from '../poll-parts.ts'
import { about, mediaFields, telling } from './complete.ts'
import { instagram, productOf } from './graph.ts'

/** For what webhooks miss, and for accounts whose app has no approval yet. */
export const poll: Network['poll'] = {
  everySeconds: 60,
  async fetch(account, before) {
    const { cursor, ...told } = await pollParts(
      before,
      ['comments', (place) => sweep(place, { list: 'media', of: account.networkId }, comments(account))],
      [
        ['messages', ifAllowed((place) => messages(account, place))],
        ['watched', (place) => stillThere(account, place, productOf(account))],
      ],
    )
    return { ...told, cursor: { ...cursor, watched: watched(told.incoming, cursor.watched) } }
  },
  read: (polled, account) => {
    const isPrivate = polled.list === 'conversations' || polled.list === 'messages'
    return readMember(polled, isPrivate ? privateTells(account) : commentsTell(account))
  },
}

function messages(account: Account, place: unknown) {
  return sweep(place, { list: 'conversations', of: account.networkId }, conversations(account, productOf(account)))
}

const reply = z.object({
  id,
  text: z.string().default(''),
  username: words,
  from: z.object({ id, username: words }).optional().catch(undefined),
  timestamp: moment,
})
const comment = reply.extend({ replies: list.optional().catch(undefined) })
const media = telling.extend({ id, timestamp: moment.optional(), comments: list.optional().catch(undefined) })

const replyFields = 'id,text,username,from,timestamp'
const commentFields = `${replyFields},replies.limit(50){${replyFields}}`

/** Reads the latest posts with the comments below them, and what an answer has no room for: `comments` of a post, `replies` to a comment. */
function comments(account: Account): Read {
  const tells = commentsTell(account)
  return async (one, since) => {
    const isPosts = one.list === 'media'
    const fields = isPosts
      ? `id,timestamp,${mediaFields},comments{${commentFields}}`
      : one.list === 'comments'
        ? commentFields
        : replyFields
    const query = { fields, limit: isPosts ? '25' : '50', ...one.page }
    return tells(one, await instagram(account, { path: `/${one.of}/${one.list}`, query, answer: list }), since)
  }
}

function commentsTell(account: Account): Tells {
  return (one, told, since) => {
    if (one.list !== 'media') return below(one, told, since, account)
    const { members, broken } = membersOf(one, told, 'post', media)
    const under = members.map((post) =>
      below({ list: 'comments', of: post.id }, post.comments ?? { data: [] }, since, account, post),
    )
    const moments = members.flatMap(({ timestamp }) => timestamp ?? [])
    return {
      incoming: [...under.flatMap(({ incoming }) => incoming), ...broken],
      more: [...under.flatMap(({ more }) => more), ...next(one, told, moments, since)],
    }
  }
}

/** The comments of one post, each with its answers, or the answers to one comment. */
function below(one: Leaf, told: List, since: Temporal.Instant, account: Account, post?: z.infer<typeof media>) {
  const { members, broken } = membersOf(one, told, 'comment', comment)
  const moments = members.map(({ timestamp }) => timestamp)
  const isReplies = one.list === 'replies'
  const conversation = (isReplies ? one.under : undefined) ?? one.of
  const answered = isReplies ? one.of : undefined
  const answers = members.map(({ id, replies = { data: [] } }) => {
    const one = { list: 'replies', of: id, under: conversation }
    const { members, broken } = membersOf(one, replies, 'comment', reply)
    const moments = members.map(({ timestamp }) => timestamp)
    return {
      incoming: [...members.map((said) => message(said, conversation, id, account, post)), ...broken],
      more: next(one, replies, moments, since),
    }
  })
  return {
    incoming: [
      ...members.map((said) => message(said, conversation, answered, account, post)),
      ...answers.flatMap(({ incoming }) => incoming),
      ...broken,
    ],
    more: [...answers.flatMap(({ more }) => more), ...next(one, told, moments, since)],
  }
}

function message(
  { id, text, username, from, timestamp }: z.infer<typeof reply>,
  conversation: string,
  inReplyTo: string | undefined,
  account: Account,
  post: z.infer<typeof media> | undefined,
): IncomingMessage {
  const handle = from?.username ?? username
  const ours = from?.id === account.networkId || handle === account.name
  return {
    is: 'message',
    account: account.networkId,
    id,
    place: 'public',
    conversation,
    from: ours ? 'us' : 'customer',
    customer: ours ? undefined : { id: from?.id ?? `@${handle ?? id}`, handle },
    text,
    attachments: [],
    at: timestamp,
    url: post?.permalink,
    about: post && about(post),
    inReplyTo,
  }
}
