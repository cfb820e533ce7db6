import type { Db } from '../db/connect.ts'
import { agents, tickets } from '../db/schema.ts'
import { and, desc, eq, sql } from '../db/sql.ts'
import type { Customer, Ticket } from './ticket.ts'

/** Where a page ends: the next one begins with what was opened before. */
export type OpenedBefore = Pick<Ticket, 'openedAt' | 'id'>

/** A customer's tickets and who has them, newest first. */
export function ticketsOf(
  db: Db,
  customer: Customer,
  { before, most }: { before?: OpenedBefore; most: number },
): Promise<{ ticket: Ticket; owner: string | null }[]> {
  const older = before
    ? sql`(${tickets.openedAt}, ${tickets.id}) < (${before.openedAt.toString()}::timestamptz, ${before.id}::bigint)`
    : undefined
  return db
    .select({ ticket: tickets, owner: agents.name })
    .from(tickets)
    .leftJoin(agents, eq(agents.id, tickets.claimedBy))
    .where(and(eq(tickets.workspaceId, customer.workspaceId), eq(tickets.customerId, customer.id), older))
    .orderBy(desc(tickets.openedAt), desc(tickets.id))
    .limit(most)
}
