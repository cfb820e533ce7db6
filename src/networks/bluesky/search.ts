import type { Account, Incoming } from '../network.ts'
import { readEach } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import { fresh } from './newest-first.ts'
import * as payload from './payload.ts'
import { message } from './post.ts'

/** Posts with our words, whether they call us or not. Who calls us is found twice, under the same id. */
export async function search(account: Account, words: string, before: unknown) {
  const list = { name: 'app.bsky.feed.searchPosts', query: { q: words, sort: 'latest', limit: '50' }, field: 'posts' }
  const { members, cursor } = await fresh(account, list, before)
  return { incoming: readEach('search', members, (json) => found(json, account.networkId)), cursor }
}

export function found(json: unknown, account: string): Incoming[] {
  const read = payload.post.safeParse(json)
  if (!read.success) return [unreadable('post found', read.error)]
  return read.data.author.did === account ? [] : [message(read.data, account)]
}
