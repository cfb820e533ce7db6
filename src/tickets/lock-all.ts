import type { Db } from '../db/connect.ts'
import { tickets as rows } from '../db/schema.ts'
import { asc, inArray } from '../db/sql.ts'
import type { Ticket } from './ticket.ts'

/**
 * All rows before anything is done to one of them: they may stand on one roll-up, or be one customer's, and whoever changes
 * another of them locks that after its own ticket.
 */
export async function lockAll(tx: Db, tickets: Ticket[]): Promise<void> {
  const ids = tickets.map(({ id }) => id)
  await tx.select({ id: rows.id }).from(rows).where(inArray(rows.id, ids)).orderBy(asc(rows.id)).for('update')
}
