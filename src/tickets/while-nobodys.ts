import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, desc, eq, isNull } from '../db/sql.ts'
import { Refusal } from './refusal.ts'
import { refusalFor } from './refusal-for.ts'
import type { Agent, Ticket } from './ticket.ts'

/** A ticket as an agent saw it on a list: with the newest message there was. */
export interface SeenTicket {
  ticket: Ticket
  newest: number
}

/**
 * Runs a verb on a ticket that was chosen from a list, if it still is as it was seen: open, nobody's, and without another
 * word from the customer. Throws a `Refusal`.
 */
export function whileNobodys<T>(
  db: Db,
  { ticket, newest }: SeenTicket,
  by: Agent,
  now: Temporal.Instant,
  verb: (tx: Db, current: Ticket) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const [current] = await tx
      .select()
      .from(tickets)
      .where(and(eq(tickets.id, ticket.id), isNull(tickets.claimedBy), isNull(tickets.closedAt)))
      .for('update')
    if (!current) throw await refusalFor(tx, ticket, by, now)
    const [last] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.ticketId, ticket.id), eq(messages.direction, 'inbound')))
      .orderBy(desc(messages.id))
      .limit(1)
    if (last && last.id > newest) throw new Refusal('The customer has written again meanwhile. Read it first.')
    return verb(tx, current)
  })
}
