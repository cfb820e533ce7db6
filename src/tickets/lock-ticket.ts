import type { Db } from '../db/connect.ts'
import { messages, posts, tickets } from '../db/schema.ts'
import { and, asc, eq, inArray, type SQL, sql } from '../db/sql.ts'
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
  await lockTickets(tx, inArray(tickets.id, ticketId))
}

/**
 * All rows before anything is done to one of them: they may stand on one roll-up, or be one customer's, and whoever changes
 * another of them locks that after its own ticket.
 */
export async function lockAll(tx: Db, several: Ticket[]): Promise<void> {
  const ids = several.map(({ id }) => id)
  await lockTickets(tx, inArray(tickets.id, ids))
  await lockCards(tx, inArray(posts.ticketId, ids))
}

/** By their ids, as everybody locks several. */
function lockTickets(tx: Db, which: SQL) {
  return tx.select({ id: tickets.id }).from(tickets).where(which).orderBy(asc(tickets.id)).for('update')
}

/**
 * What shows several tickets: their cards, or the roll-ups these stand on, and those that they stood on. By their ids, for
 * whoever is about another ticket of the same customer draws them afresh without a lock on theirs.
 */
export function lockCards(tx: Db, which: SQL) {
  const shownBy = tx
    .select({ id: sql`unnest(array[coalesce(${posts.rollUpId}, ${posts.id}), (${posts.data}->>'stoodOn')::bigint])` })
    .from(posts)
    .where(and(which, eq(posts.kind, 'card')))
  return tx.select({ id: posts.id }).from(posts).where(inArray(posts.id, shownBy)).orderBy(asc(posts.id)).for('update')
}
