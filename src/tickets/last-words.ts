import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { and, desc, eq, inArray, sql } from '../db/sql.ts'
import type { Message } from './ticket.ts'

export interface LastWords {
  message: Message
  /** How many there are since our last reply, this one among them. */
  waiting: number
}

/** The customer's newest message of each of these tickets. */
export async function lastWords(db: Db, ticketIds: number[]): Promise<Map<number, LastWords>> {
  if (ticketIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([messages.ticketId], { message: messages, waiting: waiting.mapWith(Number) })
    .from(messages)
    .where(and(inArray(messages.ticketId, ticketIds), eq(messages.direction, 'inbound')))
    .orderBy(messages.ticketId, desc(messages.id))
  return new Map(rows.map((said) => [said.message.ticketId ?? 0, said]))
}

// Names written out: in a selection from one table drizzle leaves the table's away, and they would mean the reply's own.
const waiting = sql`count(*) filter (where not exists (
  select 1 from messages reply
  where reply.ticket_id = messages.ticket_id and reply.direction = 'outbound' and reply.at >= messages.at
)) over (partition by messages.ticket_id)`
