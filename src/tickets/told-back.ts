import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { alias, and, asc, eq, exists, getColumns, gte, inArray, isNotNull, isNull, or, sql } from '../db/sql.ts'
import { type IncomingMessage, sameWords } from '../networks/network.ts'
import type { AccountRow, Message, Ticket } from './ticket.ts'

/** A reply that may be the one told back. `isHere`: it was given where that stands. */
type Given = Message & { isHere: boolean }

/** The same words much later are said anew. */
const SOON = { minutes: 15 }
/** A question may wait for so long until it is sent. */
const A_DAY = { hours: 24 }

/** Replies that nobody knows the end of: of that ticket, or there in another, also a closed one, for a close settles none. */
export function unsettled(
  tx: Db,
  account: AccountRow,
  ticket: Ticket | undefined,
  incoming: IncomingMessage,
): Promise<Given[]> {
  return tx
    .select(given(tx, account, incoming))
    .from(messages)
    .where(
      and(
        or(eq(messages.ticketId, ticket?.id ?? 0), here(tx, account, incoming)),
        ...[isNotNull(messages.queuedAt), isNotNull(messages.sendingAt)],
        ...[isNull(messages.sentAt), isNull(messages.failedAt)],
      ),
    )
    .orderBy(asc(messages.id))
}

/**
 * Replies that arrived, of which the network did not say what it calls them: also in a ticket that is closed by now, as by that very one. And
 * so did what a customer was asked after a close.
 */
export async function sentUnnamed(
  tx: Db,
  account: AccountRow,
  ticket: Ticket | undefined,
  incoming: IncomingMessage,
  now: Temporal.Instant,
): Promise<Given[]> {
  const since = (incoming.at ?? now).subtract(SOON)
  const ours = [eq(messages.workspaceId, account.workspaceId), isNotNull(messages.queuedAt), isNull(messages.networkId)]
  const there = or(eq(messages.ticketId, ticket?.id ?? 0), here(tx, account, incoming))
  const sent = (direction: 'outbound' | 'question') =>
    and(eq(messages.direction, direction), gte(messages.sentAt, since), ...ours, there)
  const its = given(tx, account, incoming)
  const replies = await tx.select(its).from(messages).where(sent('outbound')).orderBy(asc(messages.id))
  // By an index of their own, for they are few.
  const askedLately = tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, account.workspaceId), gte(tickets.askedAt, since.subtract(A_DAY))))
  const questions = await tx
    .select(its)
    .from(messages)
    .where(and(sent('question'), inArray(messages.ticketId, askedLately)))
    .orderBy(asc(messages.id))
  return [...replies, ...questions]
}

function given(tx: Db, account: AccountRow, incoming: IncomingMessage) {
  return { ...getColumns(messages), isHere: sql<boolean>`coalesce(${here(tx, account, incoming)}, false)` }
}

/**
 * In the same words: rather one that was given there than one that was not, then rather one of the ticket that is open than one of
 * a ticket that is closed since.
 */
export function firstOf(alike: Given[], open: Ticket | undefined): Given | undefined {
  const near = alike.filter(({ isHere }) => isHere)
  const among = near.length ? near : alike
  return among.find(({ ticketId }) => ticketId === open?.id) ?? among[0]
}

/**
 * Of the same conversation. Under one post many customers have tickets, and the message answered says whose this is: or the
 * one above that, where the network shows two levels and an answer to an answer goes under the first.
 */
function here(tx: Db, account: AccountRow, { conversation, place, inReplyTo = '' }: IncomingMessage) {
  const below = alias(messages, 'below')
  const isBelow = tx
    .select({ id: below.id })
    .from(below)
    .where(
      and(
        ...[eq(below.accountId, messages.accountId), eq(below.networkId, messages.inReplyTo)],
        eq(below.inReplyTo, inReplyTo),
      ),
    )
  return and(
    ...[eq(messages.accountId, account.id), eq(messages.conversation, conversation), eq(messages.place, place)],
    place === 'public' ? or(eq(messages.inReplyTo, inReplyTo), exists(isBelow)) : undefined,
  )
}

/** In the same words, and not given later than it came back. */
export function mayBe(reply: Message, incoming: IncomingMessage): boolean {
  return sameWords(reply.text, incoming.text) && wasSentBefore(reply, incoming)
}

/** Networks round to seconds, and their clocks are not ours. */
function wasSentBefore(reply: Message, { at }: IncomingMessage): boolean {
  return !at || !reply.queuedAt || Temporal.Instant.compare(reply.queuedAt.subtract({ minutes: 2 }), at) <= 0
}
