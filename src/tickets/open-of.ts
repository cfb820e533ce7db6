import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, asc, eq, isNull } from '../db/sql.ts'
import type { Agent, Ticket } from './ticket.ts'

/** Every open ticket of an agent, snoozed ones and those on the customer's turn included. */
export function openOf(db: Db, { id, workspaceId }: Agent): Promise<Ticket[]> {
  return db
    .select()
    .from(tickets)
    .where(and(eq(tickets.workspaceId, workspaceId), eq(tickets.claimedBy, id), isNull(tickets.closedAt)))
    .orderBy(asc(tickets.id))
}
