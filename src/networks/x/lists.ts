import { z } from 'zod'
import { byAge } from '../by-age.ts'
import { type Account, type Incoming, NetworkError } from '../network.ts'
import type { Part } from '../poll-parts.ts'
import { unreadable } from '../unreadable.ts'
import * as payload from './payload.ts'
import { told } from './post.ts'
import { rest } from './rest.ts'

type Told = ReturnType<Part>

/** Posts that name the account, answers to it among them. */
export function mentions(account: Account, before: unknown): Told {
  return since(account, { path: `/2/users/${account.networkId}/mentions` }, before, (post, includes) =>
    post.author_id === account.networkId ? [] : told(post, includes, account.networkId, 'calls us'),
  )
}

/** Our own posts that answer somebody: echoes of what was sent from here, and what was said in the app. */
export function answers(account: Account, before: unknown): Told {
  const list = { path: `/2/users/${account.networkId}/tweets`, query: { exclude: 'retweets' } }
  return since(account, list, before, (post, includes) => {
    const { in_reply_to_user_id: to } = post
    return to && to !== account.networkId ? told(post, includes, account.networkId) : []
  })
}

/** Posts with our words, whether they call us or not; who calls us is found twice, under the same id. */
export async function search(account: Account, words: string, before: unknown): Told {
  const list = {
    path: '/2/tweets/search/recent',
    query: { query: `${words} -is:retweet -from:${account.name.replace(/^@/, '')}` },
  }
  const found = (post: payload.Post, includes: payload.Includes) => told(post, includes, account.networkId)
  try {
    return await since(account, list, before, found)
  } catch (error) {
    // The search goes back a week, and takes no place from before that.
    if (!(error instanceof NetworkError) || !error.permanent || before === undefined) throw error
    return since(account, list, undefined, found)
  }
}

const fields = {
  max_results: '100',
  'tweet.fields':
    'attachments,author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,note_tweet,referenced_tweets',
  expansions: 'author_id,attachments.media_keys,referenced_tweets.id',
  'user.fields': 'name,profile_image_url,public_metrics,username',
  'media.fields': 'preview_image_url,type,url,variants',
}

/** A list that tells the newest first, back to the id that is its place; without one, its first page. */
async function since(
  account: Account,
  list: { path: string; query?: Record<string, string> },
  before: unknown,
  read: (post: payload.Post, includes: payload.Includes) => Incoming[],
): Told {
  const place = z.string().safeParse(before).data
  const incoming: Incoming[] = []
  const ids = place === undefined ? [] : [place]
  let pagination_token: string | undefined
  do {
    const query = { ...list.query, ...fields, since_id: place, pagination_token }
    const { data, includes, meta } = await rest(account, { path: list.path, query, answer: payload.page })
    const before = ids.length
    for (const json of data) {
      const post = payload.post.safeParse(json)
      if (post.data && ids.includes(post.data.id)) continue
      ids.push(...(post.data ? [post.data.id] : []))
      incoming.unshift(...(post.success ? read(post.data, includes) : [unreadable('post', post.error)]))
    }
    // A page that brings nothing new is the last one, whatever it says.
    pagination_token = place === undefined || ids.length === before ? undefined : meta.next_token
  } while (pagination_token)
  return { incoming, cursor: ids.toSorted(byAge).at(-1) }
}
