import type { Account, OutgoingReply, Sent } from '../network.ts'
import { fields } from './direct-messages.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'
import { withoutNames, wordsOf } from './words.ts'

/** X tells whole seconds, and two clocks never agree quite. */
const skew = Temporal.Duration.from({ seconds: 5 })

/** After a lost answer: looks for our words among what we have said since. */
export function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  return reply.place === 'private' ? findMessage(reply, account) : findPost(reply, account)
}

async function findPost(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  const query = { max_results: '20', 'tweet.fields': 'author_id,created_at,entities,note_tweet,referenced_tweets' }
  const { data } = await rest(account, { path: `/2/users/${account.networkId}/tweets`, query, answer: payload.page })
  const posts = data.map((json) => payload.post.safeParse(json).data)
  const ours = posts
    .filter((post) => post !== undefined)
    .filter(({ referenced_tweets = [] }) =>
      referenced_tweets.some(({ id }) => id === (reply.inReplyTo ?? reply.conversation)),
    )
    .find((post) => isSame(withoutNames(wordsOf(post)), post.created_at, reply))
  return ours ? { id: ours.id, url: `https://x.com/i/web/status/${ours.id}` } : notIn(posts)
}

async function findMessage(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  const path = `/2/dm_conversations/with/${reply.customer.id}/dm_events`
  const { data } = await rest(account, { path, query: { ...fields, max_results: '20' }, answer: payload.page })
  const events = data.map((json) => payload.dmEvent.safeParse(json).data)
  const ours = events
    .filter((event) => event !== undefined)
    .filter(({ sender_id }) => sender_id === account.networkId)
    .find((message) => isSame(wordsOf(message), message.created_at, reply))
  return ours ? { id: ours.id, conversation: reply.opensPrivate ? reply.customer.id : undefined } : notIn(events)
}

/** Among what cannot be read it may stand. */
function notIn(read: unknown[]): 'absent' | undefined {
  return read.includes(undefined) ? undefined : 'absent'
}

function isSame(text: string, at: Temporal.Instant | undefined, reply: OutgoingReply): boolean {
  const isLater = at !== undefined && Temporal.Instant.compare(at, reply.at.subtract(skew)) >= 0
  return isLater && text.trim() === withoutNames(reply.text).trim()
}
