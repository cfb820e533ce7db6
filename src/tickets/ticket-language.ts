import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, desc, eq, isNotNull, isNull, sql } from '../db/sql.ts'
import type { Message, Ticket } from './ticket.ts'

/** What a ticket's language is once `message` has joined it. Most are in the language it has, and then nothing is asked. */
export async function languageWith(
  tx: Db,
  ticket: Ticket,
  { language, editedAt, deletedAt }: Pick<Message, 'language' | 'editedAt' | 'deletedAt'>,
): Promise<string | null> {
  const tells = language !== null && language !== ticket.language
  if (!tells && !editedAt && !deletedAt) return ticket.language
  const [newest] = await newestThatTells(tx, ticket)
  return newest?.language ?? null
}

/** One of the ticket's messages has changed, or is gone: so may be what the ticket's language is. */
export async function renewLanguage(tx: Db, ticket: Ticket): Promise<void> {
  await tx
    .update(tickets)
    .set({ language: sql`(${newestThatTells(tx, ticket)})` })
    .where(eq(tickets.id, ticket.id))
}

/** The newest of the customer's messages that tells, in whatever order they came. */
function newestThatTells(tx: Db, { id }: Ticket) {
  return tx
    .select({ language: messages.language })
    .from(messages)
    .where(
      and(
        ...[eq(messages.ticketId, id), eq(messages.direction, 'inbound'), isNull(messages.deletedAt)],
        isNotNull(messages.language),
      ),
    )
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(1)
}
