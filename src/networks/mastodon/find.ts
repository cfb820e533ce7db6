import { z } from 'zod'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { wordsOf } from './html.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'
import { ownId, withoutNames } from './status.ts'

/** Two clocks never agree quite. */
const skew = Temporal.Duration.from({ seconds: 5 })

/** After a lost answer, and an hour: looks for our words among our own latest posts. */
export async function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent'> {
  const path = `/api/v1/accounts/${ownId(account.networkId)}/statuses`
  const query = { exclude_reblogs: 'true', limit: '40' }
  const posts = await rest(account, { path, query, answer: z.array(payload.status) })
  const ours = posts.find((post) => isSame(post, reply))
  if (!ours) return 'absent'
  return { id: ours.id, url: ours.url ?? undefined, conversation: reply.opensPrivate ? reply.customer.id : undefined }
}

function isSame(post: payload.Status, reply: OutgoingReply): boolean {
  const isLater = Temporal.Instant.compare(post.created_at, reply.at.subtract(skew)) >= 0
  const answers = reply.inReplyTo === undefined || post.in_reply_to_id === reply.inReplyTo
  return isLater && answers && bare(wordsOf(post.content)) === bare(reply.text)
}

/** HTML keeps neither the names as they were written nor every blank. */
function bare(text: string): string {
  return withoutNames(`${text.trim()} `).replace(/\s+/g, ' ').trim()
}
