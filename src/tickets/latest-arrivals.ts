import type { Db } from '../db/connect.ts'
import { accounts, customers, messages, tickets } from '../db/schema.ts'
import { and, asc, desc, eq, inArray } from '../db/sql.ts'
import type { Arrival } from '../rules/route.ts'
import type { Ticket } from './ticket.ts'

export interface Arrived {
  ticket: Ticket
  customer: string
  arrival: Arrival
}

/** The newest tickets, each with what opened it: what routes would have gone by. */
export async function latestArrivals(db: Db, workspaceId: string, most: number): Promise<Arrived[]> {
  const rows = await db
    .select({ ticket: tickets, customer: customers, account: accounts.name })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .innerJoin(accounts, eq(accounts.id, tickets.accountId))
    .where(eq(tickets.workspaceId, workspaceId))
    .orderBy(desc(tickets.openedAt), desc(tickets.id))
    .limit(most)
  const ids = rows.map(({ ticket }) => ticket.id)
  const openers = await db
    .selectDistinctOn([messages.ticketId])
    .from(messages)
    .where(and(inArray(messages.ticketId, ids), eq(messages.direction, 'inbound')))
    .orderBy(asc(messages.ticketId), asc(messages.at), asc(messages.id))
  return rows.map(({ ticket, customer, account }) => {
    const opener = openers.find(({ ticketId }) => ticketId === ticket.id)
    const said = { text: opener?.text ?? '', language: opener?.language ?? null, rating: opener?.rating ?? null }
    const { name, handle, followers } = customer
    return {
      ...{ ticket, customer: name ?? handle ?? 'A customer' },
      arrival: { ...said, account, place: ticket.place, followers },
    }
  })
}
