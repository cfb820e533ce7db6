import type { Db } from '../db/connect.ts'
import { accounts, customers, messages } from '../db/schema.ts'
import { and, asc, count, desc, eq, isNotNull, isNull } from '../db/sql.ts'
import type { AccountRow, Customer, Message } from './ticket.ts'

export interface QuietMessage {
  message: Message
  account: AccountRow
  customer: Customer
}

/** Of how many a roll-up tells, by account: what has become a ticket or was deleted since is none of them. */
export function quietCounts(db: Db, workspaceId: string, postId: number) {
  return db
    .select({ account: accounts, n: count(), liked: count(messages.likedAt) })
    .from(messages)
    .innerJoin(accounts, eq(accounts.id, messages.accountId))
    .where(quietOn(workspaceId, postId))
    .groupBy(accounts.id)
    .orderBy(desc(count()), asc(accounts.id))
}

/** The quiet messages of a roll-up, newest first. */
export function quietList(
  db: Db,
  workspaceId: string,
  postId: number,
  { from, most }: { from: number; most: number },
): Promise<QuietMessage[]> {
  return db
    .select({ message: messages, account: accounts, customer: customers })
    .from(messages)
    .innerJoin(accounts, eq(accounts.id, messages.accountId))
    .innerJoin(customers, eq(customers.id, messages.customerId))
    .where(quietOn(workspaceId, postId))
    .orderBy(desc(messages.at), desc(messages.id))
    .offset(from)
    .limit(most)
}

export function quietOn(workspaceId: string, postId: number) {
  return and(
    ...[eq(messages.workspaceId, workspaceId), eq(messages.quietPostId, postId), isNotNull(messages.quiet)],
    ...[isNull(messages.ticketId), isNull(messages.deletedAt)],
  )
}
