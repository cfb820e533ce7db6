import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, eq, min, sql } from '../db/sql.ts'
import { endWithClose } from './close.ts'
import { excuseIfNothingWaits, undoReplied } from './episode.ts'
import { Refusal } from './refusal.ts'
import { reopen } from './reopen.ts'
import type { Message, Ticket } from './ticket.ts'

/**
 * A reply that counted as sent did not arrive: the ticket it closed is open, and its customer waits on, as if it had not been
 * sent. If another one was sent since, that has ended the wait. Gives the ticket as it is then.
 */
export async function takeBackReply(
  tx: Db,
  ticket: Ticket,
  { sentAt, thenClose }: Message,
  now: Temporal.Instant,
): Promise<Ticket> {
  if (!sentAt) return ticket
  const closedByIt = thenClose && ticket.closedAt?.equals(sentAt)
  const open = closedByIt ? await reopenIfAlone(tx, ticket, now) : ticket
  const current = await forgetFirstReply(tx, open)
  await undoReplied(tx, current, sentAt)
  await endWithClose(tx, current)
  await excuseIfNothingWaits(tx, current, now)
  return current
}

/** A customer who has written again since waits in a ticket of its own. */
async function reopenIfAlone(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<Ticket> {
  try {
    return await reopen(tx, ticket, undefined, now)
  } catch (error) {
    if (error instanceof Refusal) return ticket
    throw error
  }
}

/** The first that did arrive; its moment may have been that of an echo, which stood for this one before. */
async function forgetFirstReply(tx: Db, ticket: Ticket): Promise<Ticket> {
  const first = tx
    .select({ at: min(messages.sentAt) })
    .from(messages)
    .where(and(eq(messages.ticketId, ticket.id), eq(messages.direction, 'outbound')))
  const [changed = ticket] = await tx
    .update(tickets)
    .set({ firstReplyAt: sql`(${first})` })
    .where(eq(tickets.id, ticket.id))
    .returning()
  return changed
}
