import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { and, count, eq } from '../db/sql.ts'
import { inRanges, ofTicketOrQuiet, type Scope } from './scope.ts'

/** Messages of customers, those that asked nothing among them, by the network's time; one that was deleted later was received all the same. */
export async function received(db: Db, scope: Scope): Promise<number> {
  const [row] = await db.select({ n: count() }).from(messages).where(receivedIn(db, scope))
  return row?.n ?? 0
}

export function receivedIn(db: Db, scope: Scope) {
  return and(
    eq(messages.workspaceId, scope.workspaceId),
    eq(messages.direction, 'inbound'),
    inRanges(messages.at, scope),
    ofTicketOrQuiet(db, scope),
  )
}
