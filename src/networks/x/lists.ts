import { type Account, type Incoming, NetworkError } from '../network.ts'
import type { Part } from '../poll-parts.ts'
import { readEach } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import { idOf } from './id-of.ts'
import { turnPages } from './pages.ts'
import * as payload from './payload.ts'
import { answersAnother, told } from './post.ts'
import { rest } from './rest.ts'

type Told = ReturnType<Part>

/** Posts that name the account, answers to it among them. */
export function mentions(account: Account, before: unknown): Told {
  return since(account, { name: 'mentions', path: `/2/users/${account.networkId}/mentions` }, before)
}

/** Our own posts that answer somebody: echoes of what was sent from here, and what was said in the app. */
export function answers(account: Account, before: unknown): Told {
  const path = `/2/users/${account.networkId}/tweets`
  return since(account, { name: 'answers', path, query: { exclude: 'retweets' } }, before)
}

/** Posts with our words, whether they call us or not; who calls us is found twice, under the same id. */
export async function search(account: Account, words: string, before: unknown): Told {
  const list: List = {
    name: 'search',
    path: '/2/tweets/search/recent',
    query: { query: `${words} -is:retweet -from:${account.name.replace(/^@/, '')}` },
  }
  try {
    return await since(account, list, before)
  } catch (error) {
    // The search goes back a week, and takes no place from before that.
    if (!(error instanceof NetworkError) || !error.permanent || before === undefined) throw error
    return since(account, list, undefined)
  }
}

interface List {
  name: 'mentions' | 'answers' | 'search'
  path: string
  query?: Record<string, string>
}

/** What a post says, by the list it stands in. */
export function listed(name: List['name'], json: unknown, includes: payload.Includes, account: string): Incoming[] {
  const read = payload.post.safeParse(json)
  if (!read.success) return [unreadable('post', read.error)]
  if (name === 'mentions') return read.data.author_id === account ? [] : told(read.data, includes, account, 'calls us')
  if (name === 'answers') return answersAnother(read.data, includes, account) ? told(read.data, includes, account) : []
  return told(read.data, includes, account)
}

const fields = {
  max_results: '100',
  'tweet.fields':
    'attachments,author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,note_tweet,referenced_tweets',
  expansions: 'author_id,attachments.media_keys,referenced_tweets.id',
  'user.fields': 'name,profile_image_url,public_metrics,username',
  'media.fields': 'preview_image_url,type,url,variants',
}

function since(account: Account, list: List, before: unknown): Told {
  return turnPages(before, async ({ since, page, known }) => {
    const query = { ...list.query, ...fields, since_id: since, pagination_token: page }
    const { data, includes, meta } = await rest(account, { path: list.path, query, answer: payload.page })
    const fresh = data.filter((json) => !known.includes(idOf(json) ?? ''))
    const ids = fresh.flatMap((json) => idOf(json) ?? [])
    const read = (json: unknown) => listed(list.name, json, includes, account.networkId)
    return {
      incoming: readEach(list.name, fresh.toReversed(), read, includes),
      ids,
      // A page that brings nothing new is the last one, whatever it says.
      next: ids.length === 0 ? undefined : meta.next_token,
    }
  })
}
