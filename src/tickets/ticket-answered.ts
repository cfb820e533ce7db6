import type { Db } from '../db/connect.ts'
import { customers, tickets } from '../db/schema.ts'
import { and, asc, desc, eq, gte, isNull, lte, type SQL } from '../db/sql.ts'
import type { IncomingMessage } from '../networks/network.ts'
import { askedBeneath } from './asked-beneath.ts'
import { openedByUs } from './find-or-open.ts'
import { messageOf } from './message-of.ts'
import type { AccountRow, Ticket } from './ticket.ts'

/**
 * The open ticket that an answer belongs to which was given elsewhere; none that was opened after it was said. Not locked: the
 * answer may turn out to be a reply of another ticket, and whoever locks both does so by their ids.
 */
export async function openThen(tx: Db, account: AccountRow, incoming: IncomingMessage): Promise<Ticket | undefined> {
  const { at } = incoming
  const stoodThen = ({ openedAt }: Ticket) => !at || Temporal.Instant.compare(openedAt, at) <= 0
  const opened = await openedByUs(tx, account, incoming)
  if (opened) return stoodThen(opened) ? opened : undefined
  const found = await tx
    .select({ ticket: tickets, customer: customers })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .where(
      and(eq(tickets.accountId, account.id), eq(tickets.conversation, incoming.conversation), isNull(tickets.closedAt)),
    )
    .orderBy(asc(tickets.openedAt), asc(tickets.id))
  const there = found.filter(({ ticket }) => stoodThen(ticket))
  // Under one post many customers have tickets: the message answered says whose this is.
  const answered = incoming.inReplyTo ? await messageOf(tx, account, incoming.inReplyTo) : undefined
  const whose =
    there.findLast(({ ticket }) => ticket.id === answered?.ticketId) ??
    there.findLast(({ customer }) => customer.networkId === incoming.customer?.id) ??
    (incoming.place === 'public' ? undefined : there.at(-1))
  if (whose) return whose.ticket
  if (incoming.place !== 'public' || incoming.customer || !at || there.length === 0) return undefined
  const beneath = await askedBeneath(tx, account, incoming, at)
  return there.find(({ ticket }) => ticket.id === beneath?.id)?.ticket
}

/** That one alone: under a post hundreds may be open. None, where it has been closed since it was found. */
export async function lockOpen(tx: Db, { id }: Pick<Ticket, 'id'>): Promise<Ticket | undefined> {
  const [open] = await tx
    .select()
    .from(tickets)
    .where(and(eq(tickets.id, id), isNull(tickets.closedAt)))
    .for('update')
  return open
}

/** The one that was open when it was said, and has been closed before we heard of it. */
export async function closedSince(tx: Db, account: AccountRow, incoming: IncomingMessage): Promise<Ticket | undefined> {
  const { at, place, inReplyTo, customer } = incoming
  if (!at) return undefined
  const closed = (one?: SQL) => lockClosedThen(tx, account, incoming, at, one)
  if (place !== 'public') return closed()
  const answered = inReplyTo ? await messageOf(tx, account, inReplyTo) : undefined
  const its = await closed(eq(tickets.id, answered?.ticketId ?? 0))
  if (its || customer) return its
  const beneath = await askedBeneath(tx, account, incoming, at)
  return beneath && closed(eq(tickets.id, beneath.id))
}

async function lockClosedThen(
  tx: Db,
  account: AccountRow,
  { conversation }: IncomingMessage,
  at: Temporal.Instant,
  one: SQL | undefined,
): Promise<Ticket | undefined> {
  const [closed] = await tx
    .select()
    .from(tickets)
    .where(
      and(
        ...[eq(tickets.workspaceId, account.workspaceId), eq(tickets.accountId, account.id)],
        eq(tickets.conversation, conversation),
        ...[lte(tickets.openedAt, at), gte(tickets.closedAt, at), one],
      ),
    )
    .orderBy(desc(tickets.openedAt), desc(tickets.id))
    .limit(1)
    .for('update')
  return closed
}
