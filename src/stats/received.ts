import { and, count, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { inRanges, ofFittingTicket, type Scope } from './scope.ts'

/** Messages of customers, by the network's time; one that was deleted later was received all the same. */
export async function received(db: Db, scope: Scope): Promise<number> {
  const [row] = await db.select({ n: count() }).from(messages).where(receivedIn(db, scope))
  return row?.n ?? 0
}

export function receivedIn(db: Db, scope: Scope) {
  return and(
    eq(messages.workspaceId, scope.workspaceId),
    eq(messages.direction, 'inbound'),
    inRanges(messages.at, scope),
    isNotNull(messages.ticketId),
    ofFittingTicket(db, messages.ticketId, scope, 'owned'),
  )
}
