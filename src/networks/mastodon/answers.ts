import type { Account, Incoming } from '../network.ts'
import * as payload from './payload.ts'
import { since } from './since.ts'
import { message, ownId } from './status.ts'

/** Our own posts that answer somebody: echoes of what was sent from here, and what was said in the app. */
export async function answers(account: Account, before: unknown) {
  const own = ownId(account.networkId)
  const list = { path: `/api/v1/accounts/${own}/statuses`, query: { exclude_reblogs: 'true' } }
  const { members, cursor } = await since(account, list, before)
  return { incoming: members.flatMap((json) => answer(json, own, account.networkId)), cursor }
}

function answer(json: unknown, own: string, account: string): Incoming[] {
  const read = payload.status.safeParse(json)
  const to = read.data?.in_reply_to_account_id
  return read.success && to && to !== own ? [message(read.data, account)] : []
}
