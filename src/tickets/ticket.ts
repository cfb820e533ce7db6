import type { Db } from '../db/connect.ts'
import { type accounts, type agents, type customers, episodes, messages, tickets } from '../db/schema.ts'
import { and, asc, desc, eq, isNull, ne } from '../db/sql.ts'
import { Refusal } from './refusal.ts'

export type Ticket = typeof tickets.$inferSelect
export type Message = typeof messages.$inferSelect
export type Agent = typeof agents.$inferSelect
export type AccountRow = typeof accounts.$inferSelect
export type Customer = typeof customers.$inferSelect
export type Episode = typeof episodes.$inferSelect
export type Priority = Ticket['priority']

/** Loads a ticket of this workspace. A number from a button, a file or a command is never trusted further than this. */
export async function ticketOf(db: Db, workspaceId: string, id: number): Promise<Ticket> {
  const [found] = await db
    .select()
    .from(tickets)
    .where(and(eq(tickets.workspaceId, workspaceId), eq(tickets.id, id)))
  if (!found) throw noTicket(id)
  return found
}

export function noTicket(id: number): Refusal {
  return new Refusal(`There is no ticket #${id}.`)
}

/** The turn of waiting that runs now; none while it is the customer's turn. */
export async function runningEpisode(db: Db, ticket: Pick<Ticket, 'id'>): Promise<Episode | undefined> {
  const [running] = await db
    .select()
    .from(episodes)
    .where(and(eq(episodes.ticketId, ticket.id), isNull(episodes.endedAt)))
  return running
}

/** All that was said in a ticket, oldest first; `most` gives only the newest ones, and `notes: false` what the customer may see. */
export async function conversationOf(
  db: Db,
  ticket: Ticket,
  { most = 1000, notes = true }: { most?: number; notes?: boolean } = {},
): Promise<Message[]> {
  const newest = await db
    .select()
    .from(messages)
    .where(and(eq(messages.ticketId, ticket.id), notes ? undefined : ne(messages.direction, 'note')))
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(most)
  return newest.reverse()
}

export async function messagesWaiting(db: Db, ticket: Ticket, since: Temporal.Instant): Promise<Message[]> {
  const all = await db
    .select()
    .from(messages)
    .where(and(eq(messages.ticketId, ticket.id), eq(messages.direction, 'inbound'), isNull(messages.deletedAt)))
    .orderBy(asc(messages.at), asc(messages.id))
  return all.filter((message) => Temporal.Instant.compare(waitsFrom(message), since) >= 0)
}

/** From when a message waits for us: a quiet one only from when it became a ticket. */
export function waitsFrom({ at, quiet }: Pick<Message, 'at' | 'quiet'>): Temporal.Instant {
  return quiet?.askedAt ? Temporal.Instant.from(quiet.askedAt) : at
}
