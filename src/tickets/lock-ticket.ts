import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { asc, eq, inArray, type SQL } from '../db/sql.ts'
import { noTicket, type Ticket } from './ticket.ts'

/**
 * The ticket as it is now, and stays until this commits: for whoever records something without having changed its row, else
 * what a colleague does at the same moment is written over. Before anything of the ticket is written.
 */
export async function lockTicket(tx: Db, { id }: Pick<Ticket, 'id'>): Promise<Ticket> {
  const [locked] = await tx.select().from(tickets).where(eq(tickets.id, id)).for('update')
  if (!locked) throw noTicket(id)
  return locked
}

/** That of a message. The ticket first, as everybody does: else this and an echo that comes at the same moment wait for each other. */
export async function lockTicketOf(tx: Db, message: SQL | undefined): Promise<void> {
  const ticketId = tx.select({ id: messages.ticketId }).from(messages).where(message)
  await tx.select({ id: tickets.id }).from(tickets).where(inArray(tickets.id, ticketId)).for('update')
}

/**
 * All rows before anything is done to one of them: they may stand on one roll-up, or be one customer's, and whoever changes
 * another of them locks that after its own ticket.
 */
export async function lockAll(tx: Db, several: Ticket[]): Promise<void> {
  const ids = several.map(({ id }) => id)
  await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(inArray(tickets.id, ids))
    .orderBy(asc(tickets.id))
    .for('update')
}
