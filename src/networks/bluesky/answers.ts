import { z } from 'zod'
import type { Account, Incoming } from '../network.ts'
import { fresh } from './newest-first.ts'
import * as payload from './payload.ts'
import { didOf, message } from './post.ts'

/** Our own posts that answer somebody: echoes of what was sent from here, and what was said in the app. */
export async function answers(account: Account, before: unknown) {
  const list = {
    name: 'app.bsky.feed.getAuthorFeed',
    query: { actor: account.networkId, filter: 'posts_with_replies', limit: '50' },
    field: 'feed',
    member: 'post',
  }
  const { members, cursor } = await fresh(account, list, before)
  return { incoming: members.flatMap((json) => answer(json, account.networkId)), cursor }
}

const member = z.object({ post: payload.post })

/** A feed also shows what we passed on, and threads of our own; a post of ours that cannot be read is nobody's word. */
function answer(json: unknown, account: string): Incoming[] {
  const read = member.safeParse(json)
  if (!read.success || read.data.post.author.did !== account) return []
  const parent = read.data.post.record.reply?.parent.uri
  return parent && didOf(parent) !== account ? [message(read.data.post, account)] : []
}
