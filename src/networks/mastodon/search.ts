import type { Account, Incoming } from '../network.ts'
import { readEach } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import * as payload from './payload.ts'
import { since } from './since.ts'
import { message, ownId } from './status.ts'

/** Posts with our words, where the server can search them; who calls us is found twice, under the same id. */
export async function search(account: Account, words: string, before: unknown) {
  const list = { path: '/api/v2/search', query: { q: words, type: 'statuses' }, field: 'statuses' }
  const { members, cursor } = await since(account, list, before)
  return { incoming: readEach('search', members, (json) => found(json, account.networkId)), cursor }
}

export function found(json: unknown, account: string): Incoming[] {
  const read = payload.status.safeParse(json)
  if (!read.success) return [unreadable('post found', read.error)]
  return read.data.account.id === ownId(account) ? [] : [message(read.data, account)]
}
