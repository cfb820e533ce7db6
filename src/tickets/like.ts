import type { Db } from '../db/connect.ts'
import { PRIORITY, showAgain } from '../db/posts.ts'
import { accounts, customers, messages } from '../db/schema.ts'
import { and, asc, eq, isNull } from '../db/sql.ts'
import { type QuietMessage, quietOn } from './quiet-list.ts'
import type { Agent, Message } from './ticket.ts'

/** What of a roll-up nobody has liked yet, oldest first. */
export function unliked(db: Db, workspaceId: string, postId: number): Promise<QuietMessage[]> {
  return db
    .select({ message: messages, account: accounts, customer: customers })
    .from(messages)
    .innerJoin(accounts, eq(accounts.id, messages.accountId))
    .innerJoin(customers, eq(customers.id, messages.customerId))
    .where(and(quietOn(workspaceId, postId), isNull(messages.likedAt)))
    .orderBy(asc(messages.id))
}

/**
 * `send` likes it on its network. Of several who press at once one does; if it fails nobody has. Killed in between, this one
 * is called liked and is not: nobody waits for a like, and twice would show. Answers whether it was us.
 */
export async function likeOnce(
  db: Db,
  message: Message,
  by: Agent,
  now: Temporal.Instant,
  send: () => Promise<void>,
): Promise<boolean> {
  const one = eq(messages.id, message.id)
  const [ours] = await db
    .update(messages)
    .set({ likedAt: now, likedBy: by.id })
    .where(and(one, isNull(messages.likedAt), isNull(messages.deletedAt)))
    .returning({ id: messages.id })
  if (!ours) return false
  try {
    await send()
  } catch (error) {
    await db.update(messages).set({ likedAt: null, likedBy: null }).where(one)
    throw error
  }
  if (message.quietPostId) await showAgain(db, message.quietPostId, PRIORITY.line)
  return true
}
