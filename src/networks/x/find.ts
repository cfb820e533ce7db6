import { foundAmong } from '../found-among.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { sameWords } from '../same-words.ts'
import { fields } from './direct-messages.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'
import { withoutNames, wordsOf } from './words.ts'

const atOnce = 20

/** After a lost answer: looks for our words among what we have said since. */
export function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  return reply.place === 'private' ? findMessage(reply, account) : findPost(reply, account)
}

async function findPost(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  const query = {
    max_results: `${atOnce}`,
    'tweet.fields': 'author_id,created_at,entities,note_tweet,referenced_tweets',
  }
  const { data } = await rest(account, { path: `/2/users/${account.networkId}/tweets`, query, answer: payload.page })
  const found = foundAmong(
    data.map((json) => {
      const post = payload.post.safeParse(json).data
      if (!post) return undefined
      const answers = post.referenced_tweets.some(({ id }) => id === (reply.inReplyTo ?? reply.conversation))
      return { id: post.id, at: post.created_at, isSame: answers && isAnswer(wordsOf(post), reply.text) }
    }),
    atOnce,
    reply,
  )
  return found && found !== 'absent' ? { id: found.id, url: `https://x.com/i/web/status/${found.id}` } : found
}

async function findMessage(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  const path = `/2/dm_conversations/with/${reply.customer.id}/dm_events`
  const { data } = await rest(account, { path, query: { ...fields, max_results: `${atOnce}` }, answer: payload.page })
  const found = foundAmong(
    data.map((json) => {
      const event = payload.dmEvent.safeParse(json).data
      if (!event) return undefined
      const isOurs = event.sender_id === account.networkId
      return { id: event.id, at: event.created_at, isSame: isOurs && sameWords(wordsOf(event), reply.text) }
    }),
    atOnce,
    reply,
  )
  if (!found || found === 'absent') return found
  return { id: found.id, conversation: reply.opensPrivate ? reply.customer.id : undefined }
}

/** X puts names before an answer, but none before a direct message: what begins with one there is said so. */
function isAnswer(text: string, reply: string): boolean {
  return sameWords(withoutNames(text), withoutNames(reply))
}
