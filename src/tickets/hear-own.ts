import type { Db } from '../db/connect.ts'
import { agents, messages, tickets } from '../db/schema.ts'
import { alias, and, asc, eq, exists, getColumns, gte, inArray, isNotNull, isNull, or, sql } from '../db/sql.ts'
import { type IncomingMessage, sameWords } from '../networks/network.ts'
import { answeredElsewhere } from './answered-elsewhere.ts'
import { lockTicket, lockTicketOf } from './lock-ticket.ts'
import { messageOf } from './message-of.ts'
import { filling, isOvertaken, overtaken } from './overtaken.ts'
import { momentOf } from './receive.ts'
import { record } from './record.ts'
import { settle, takeOver } from './settle.ts'
import type { AccountRow, Message, Ticket } from './ticket.ts'
import { closedSince, lockOpen, openThen } from './ticket-answered.ts'

/** The same words much later are said anew. */
const SOON = { minutes: 15 }
/** A question may wait for so long until it is sent. */
const A_DAY = { hours: 24 }

/** A reply of that conversation is on its way and may be this very one: ask again once it is settled. */
export class InFlight extends Error {}

/**
 * A message of our own comes back. By its id it is one we know; by its text it settles a reply still on its way or in
 * doubt; only what matches nothing, when nothing is on its way, is an answer given elsewhere. Throws `InFlight`.
 */
export function hearOwn(db: Db, account: AccountRow, incoming: IncomingMessage, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const known = await messageOf(tx, account, incoming.id)
    if (known && !isOvertaken(known)) return
    const open = await openThen(tx, account, incoming)
    const pending = await unsettled(tx, account, open, incoming)
    const isOnItsWay = pending.some((reply) => !reply.uncertainAt)
    const alike = pending.filter((reply) => mayBe(reply, incoming))
    const ours = firstOf(alike, open)
    // Two customers are told the same under one post: which of them this is, the answers to the sends tell.
    if (alike.some(({ ticketId }) => ticketId !== ours?.ticketId) && isOnItsWay) throw onItsWay()
    if (ours) {
      await lockUnchanged(tx, account, ours, incoming)
      return settle(tx, ours.id, { sent: { id: incoming.id, url: incoming.url } }, now)
    }
    const arrived = await sentUnnamed(tx, account, open, incoming, now)
    const unnamed = firstOf(
      arrived.filter((reply) => mayBe(reply, incoming)),
      open,
    )
    if (unnamed) return name(tx, account, unnamed, incoming, now)
    const ticket = (open && (await lockOpen(tx, open))) ?? (await closedSince(tx, account, incoming))
    if (!ticket) return void (await keep(tx, account, incoming, now))
    if (isOnItsWay) throw onItsWay()
    const kept = await keep(tx, account, incoming, now)
    if (kept && !kept.deletedAt) await answeredElsewhere(tx, ticket, kept, now)
  })
}

/**
 * In the same words: rather one that was given there than one of the same ticket that was given elsewhere, and rather one of the
 * ticket that is open than one of a ticket that is closed since.
 */
function firstOf(alike: Given[], open: Ticket | undefined): Given | undefined {
  const here = alike.filter(({ isHere }) => isHere)
  const among = here.length ? here : alike
  return among.find(({ ticketId }) => ticketId === open?.id) ?? among[0]
}

function onItsWay(): InFlight {
  return new InFlight('A reply to this conversation is on its way')
}

/** Replies that nobody knows the end of: of that ticket, or there in another, also a closed one, for a close settles none. */
function unsettled(
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
async function sentUnnamed(
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

/** A reply that may be the one told back. `isHere`: it was given where that stands. */
type Given = Message & { isHere: boolean }

function given(tx: Db, account: AccountRow, incoming: IncomingMessage) {
  return { ...getColumns(messages), isHere: sql<boolean>`coalesce(${here(tx, account, incoming)}, false)` }
}

/**
 * Another echo in the same words may have been first: then this one is another reply's, and asked about again. Or this very one,
 * which came twice.
 */
async function lockUnchanged(
  tx: Db,
  account: AccountRow,
  { id, sentAt, networkId }: Message,
  incoming: IncomingMessage,
): Promise<void> {
  await lockTicketOf(tx, eq(messages.id, id))
  const [current] = await tx.select().from(messages).where(eq(messages.id, id))
  if (!current?.sentAt !== !sentAt || current?.networkId !== networkId) throw onItsWay()
  const known = await messageOf(tx, account, incoming.id)
  if (known && !isOvertaken(known)) throw onItsWay()
}

async function name(
  tx: Db,
  account: AccountRow,
  reply: Message,
  incoming: IncomingMessage,
  now: Temporal.Instant,
): Promise<void> {
  const { id: networkId, url } = incoming
  await lockUnchanged(tx, account, reply, incoming)
  const newer = await takeOver(tx, reply, networkId, now)
  await tx
    .update(messages)
    .set({ networkId, url, ...newer })
    .where(eq(messages.id, reply.id))
  if (!reply.ticketId || newer.text === undefined) return
  const ticket = await lockTicket(tx, { id: reply.ticketId })
  const happened = newer.deletedAt ? 'message.deleted' : 'message.edited'
  await record(tx, ticket, happened, undefined, now, { message: reply.id })
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

function mayBe(reply: Message, incoming: IncomingMessage): boolean {
  return sameWords(reply.text, incoming.text) && wasSentBefore(reply, incoming)
}

/** Networks round to seconds, and their clocks are not ours. */
function wasSentBefore(reply: Message, { at }: IncomingMessage): boolean {
  return !at || !reply.queuedAt || Temporal.Instant.compare(reply.queuedAt.subtract({ minutes: 2 }), at) <= 0
}

/**
 * Without a ticket at first: the message that opens it may still be on its way, and takes it along. What overtook it keeps
 * its newer text, or its deletion.
 */
async function keep(tx: Db, account: AccountRow, incoming: IncomingMessage, now: Temporal.Instant) {
  const agent = incoming.agent && (await agentNamed(tx, account.workspaceId, incoming.agent.name))
  const { place, id: networkId, conversation, text, attachments, url, inReplyTo } = incoming
  const facts = {
    ...{ direction: 'outbound' as const, place, conversation, url, inReplyTo },
    ...{ agentId: agent?.id, at: momentOf(incoming.at, now) },
  }
  const [kept] = await tx
    .insert(messages)
    .values({
      ...{ ...facts, workspaceId: account.workspaceId, accountId: account.id },
      ...{ networkId, text, attachments, receivedAt: now },
    })
    .onConflictDoUpdate({
      target: [messages.accountId, messages.networkId],
      set: { ...facts, ...filling },
      setWhere: overtaken,
    })
    .returning()
  return kept
}

/** Somebody without a Slack id, known by name alone. */
export async function agentNamed(tx: Db, workspaceId: string, name: string) {
  await tx.insert(agents).values({ workspaceId, name }).onConflictDoNothing()
  const [agent] = await tx
    .select()
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), eq(agents.name, name), isNull(agents.slackId)))
  return agent
}
