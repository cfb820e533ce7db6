import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, asc, eq, gte, inArray, isNotNull, isNull, sql } from '../db/sql.ts'
import { askedBeneath } from './asked-beneath.ts'
import { answerTurn } from './episode.ts'
import type { Inbound } from './inbound.ts'
import { record } from './record.ts'
import type { AccountRow, Message, Ticket } from './ticket.ts'

/** An answer that was not given through Roost joins the ticket: it ends the turn it answers, and what was written after it waits anew. */
export async function answeredElsewhere(tx: Db, ticket: Ticket, answer: Message, now: Temporal.Instant): Promise<void> {
  const { at, agentId } = answer
  const agent = agentId ? { id: agentId } : undefined
  await tx.update(messages).set({ ticketId: ticket.id, sentAt: at }).where(eq(messages.id, answer.id))
  const [answered] = await tx
    .update(tickets)
    // Of several that overtook one message each finds here what the one before has set.
    .set({ firstReplyAt: sql`least(${tickets.firstReplyAt}, ${sql.param(at, tickets.firstReplyAt)})` })
    .where(eq(tickets.id, ticket.id))
    .returning()
  await answerTurn(tx, ticket, agent, at)
  await record(tx, answered ?? ticket, 'message.answered elsewhere', agent, now)
}

type Answerable = Pick<Inbound, 'id' | 'place' | 'conversation' | 'inReplyTo'> & { at: Temporal.Instant }

/**
 * Deliveries come in any order: answers given elsewhere may have overtaken a message of that moment. In public they name the one
 * they answer, or the one above it; in private all that were given since are the ticket's, so that it is enough to ask when its
 * first message comes.
 */
export async function adoptAnswers(
  tx: Db,
  account: AccountRow,
  ticket: Ticket,
  { id, place, conversation, inReplyTo, at }: Answerable,
  now: Temporal.Instant,
): Promise<void> {
  const overtook = await tx
    .select()
    .from(messages)
    .where(
      and(
        ...[eq(messages.accountId, account.id), eq(messages.direction, 'outbound'), isNull(messages.ticketId)],
        ...[eq(messages.place, place), gte(messages.at, at), isNull(messages.deletedAt)],
        place === 'public'
          ? inArray(messages.inReplyTo, inReplyTo ? [id, inReplyTo] : [id])
          : eq(messages.conversation, conversation),
      ),
    )
    .orderBy(asc(messages.at), asc(messages.id))
  for (const answer of overtook) {
    const isIts = place !== 'public' || answer.inReplyTo === id
    const whose = isIts ? ticket : await askedBeneath(tx, account, { conversation, inReplyTo }, answer.at)
    if (whose?.id === ticket.id) await answeredElsewhere(tx, ticket, answer, now)
  }
}

/** The first one given since that moment. Whoever gave it saw what stood there by then; a reply of Roost's may have crossed with it. */
export async function answeredSince(tx: Db, ticket: Ticket, at: Temporal.Instant): Promise<Message | undefined> {
  const [answer] = await tx
    .select()
    .from(messages)
    .where(
      and(
        ...[eq(messages.ticketId, ticket.id), eq(messages.direction, 'outbound'), isNull(messages.queuedAt)],
        ...[isNotNull(messages.sentAt), gte(messages.at, at)],
      ),
    )
    .orderBy(asc(messages.at), asc(messages.id))
    .limit(1)
  return answer
}
