import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import type { Message } from './ticket.ts'

/** The customer's newest message of each of these tickets. */
export async function lastWords(db: Db, ticketIds: number[]): Promise<Map<number, Message>> {
  if (ticketIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([messages.ticketId])
    .from(messages)
    .where(and(inArray(messages.ticketId, ticketIds), eq(messages.direction, 'inbound')))
    .orderBy(messages.ticketId, desc(messages.id))
  return new Map(rows.map((message) => [message.ticketId ?? 0, message]))
}
