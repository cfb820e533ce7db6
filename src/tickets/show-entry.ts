import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { posts } from '../db/schema.ts'
import { and, asc, desc, eq, lte, sql } from '../db/sql.ts'
import { bringDown, cardOf } from './show-card.ts'
import type { Message, Ticket } from './ticket.ts'

/**
 * The customer wrote again: a card far up that nobody owns comes down, else its thread gets an entry. Entries still waiting
 * to be drawn are one entry: it is drawn from all that came since the last one.
 */
export async function showEntry(
  tx: Db,
  ticket: Ticket,
  message: Pick<Message, 'id'>,
  now: Temporal.Instant,
): Promise<void> {
  const card = await cardOf(tx, ticket)
  // The first drawing will show all there is, and a roll-up has no thread of the ticket's own.
  if (!card || !ticket.channelId || (!card.ts && !card.sendingAt) || card.rollUpId) return
  if (await bringDown(tx, ticket, now)) return
  const entries = await tx
    .select({ id: posts.id, subject: posts.subject, sendingAt: posts.sendingAt, ts: posts.ts })
    .from(posts)
    .where(and(eq(posts.ticketId, ticket.id), eq(posts.kind, 'entry')))
    .orderBy(asc(posts.id))
  const last = entries.at(-1)
  // An earlier one, which Slack would not take yet, ends where the next begins.
  const waiting = last && !last.ts && !last.sendingAt ? last : undefined
  const { workspaceId, channelId, id: ticketId } = ticket
  const subject = waiting?.subject ?? `${ticket.id}/${entries.length + 1}`
  const data = waiting ? undefined : { from: message.id }
  await show(tx, { workspaceId, channelId, kind: 'entry', subject, ticketId, data }, PRIORITY.entry, now)
}

/** The customer changed or deleted what an entry says: it is drawn afresh, or taken away where nothing is left to say. */
export async function redrawEntry(tx: Db, ticket: Ticket, message: Pick<Message, 'id'>): Promise<void> {
  const began = sql`(${posts.data}->>'from')::bigint`
  const [entry] = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.ticketId, ticket.id), eq(posts.kind, 'entry'), lte(began, message.id)))
    .orderBy(desc(began))
    .limit(1)
  if (!entry) return
  await tx
    .update(posts)
    .set({ wanted: sql`${posts.wanted} + 1`, priority: PRIORITY.redraw })
    .where(eq(posts.id, entry.id))
}
