import { z } from 'zod'
import { foundAmong } from '../found-among.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { sameWords } from '../same-words.ts'
import { wordsOf } from './html.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'
import { ownId, withoutNames } from './status.ts'

const atOnce = 40

/** After a lost answer, and an hour: looks for our words among our own latest posts. */
export async function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  const path = `/api/v1/accounts/${ownId(account.networkId)}/statuses`
  const query = { exclude_reblogs: 'true', limit: `${atOnce}` }
  const posts = await rest(account, { path, query, answer: z.array(payload.status) })
  const said = posts.map((post) => ({ ...post, at: post.created_at, isSame: isSame(post, reply) }))
  const found = foundAmong(said, atOnce, reply)
  if (!found || found === 'absent') return found
  return { id: found.id, url: found.url ?? undefined, conversation: reply.opensPrivate ? reply.customer.id : undefined }
}

function isSame(post: payload.Status, reply: OutgoingReply): boolean {
  const answers = reply.inReplyTo === undefined || post.in_reply_to_id === reply.inReplyTo
  return answers && sameWords(bare(wordsOf(post.content)), bare(reply.text))
}

/** HTML does not keep the names as they were written. */
function bare(text: string): string {
  return withoutNames(`${text.trim()} `)
}
