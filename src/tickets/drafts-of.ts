import type { Db } from '../db/connect.ts'
import { customers, drafts, tickets } from '../db/schema.ts'
import { and, desc, eq, isNull, ne } from '../db/sql.ts'
import type { Agent } from './ticket.ts'

export interface Unsent {
  ticketId: number
  customer: string
  text: string
}

/** What an agent typed on open tickets and has not sent, the newest first. */
export async function draftsOf(db: Db, by: Agent, most: number): Promise<Unsent[]> {
  const rows = await db
    .select({ ticketId: drafts.ticketId, text: drafts.text, name: customers.name, handle: customers.handle })
    .from(drafts)
    .innerJoin(tickets, eq(tickets.id, drafts.ticketId))
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .where(and(eq(drafts.agentId, by.id), isNull(tickets.closedAt), ne(drafts.text, '')))
    .orderBy(desc(drafts.typedAt))
    .limit(most)
  return rows.map(({ ticketId, text, name, handle }) => ({ ticketId, text, customer: name ?? handle ?? 'a customer' }))
}
