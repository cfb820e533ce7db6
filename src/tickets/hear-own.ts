import type { Db } from '../db/connect.ts'
import { agents, customers, messages, tickets } from '../db/schema.ts'
import { and, asc, eq, gte, isNotNull, isNull, or, type SQL } from '../db/sql.ts'
import { type IncomingMessage, sameWords } from '../networks/network.ts'
import { answeredElsewhere } from './answered-elsewhere.ts'
import { openedByUs } from './find-or-open.ts'
import { lockTicket, lockTicketOf } from './lock-ticket.ts'
import { messageOf } from './message-of.ts'
import { filling, isOvertaken, overtaken } from './overtaken.ts'
import { momentOf } from './receive.ts'
import { record } from './record.ts'
import { settle, takeOver } from './settle.ts'
import type { AccountRow, Message, Ticket } from './ticket.ts'

/** The same words much later are said anew. */
const SOON = { minutes: 15 }

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
    const open = await ticketFor(tx, account, incoming)
    const older = open && incoming.at && Temporal.Instant.compare(incoming.at, open.openedAt) < 0
    const ticket = open && !older ? open : await closedInDoubt(tx, account, incoming)
    const pending = ticket ? await unsettled(tx, eq(messages.ticketId, ticket.id)) : []
    const ours = pending.find((reply) => mayBe(reply, incoming))
    if (ours) return settle(tx, ours.id, { sent: { id: incoming.id, url: incoming.url } }, now)
    const unnamed = (await sentUnnamed(tx, account, ticket, incoming, now)).find((reply) => mayBe(reply, incoming))
    if (unnamed) return name(tx, unnamed, incoming, now)
    if (!ticket || ticket.closedAt) return void (await keep(tx, account, incoming, now))
    if (pending.some((reply) => !reply.uncertainAt)) throw new InFlight('A reply to this conversation is on its way')
    const kept = await keep(tx, account, incoming, now)
    if (kept && !kept.deletedAt) await answeredElsewhere(tx, ticket, kept, now)
  })
}

async function ticketFor(tx: Db, account: AccountRow, incoming: IncomingMessage): Promise<Ticket | undefined> {
  const opened = await openedByUs(tx, account, incoming)
  if (opened) return opened
  const found = await tx
    .select({ ticket: tickets, customer: customers })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .where(
      and(eq(tickets.accountId, account.id), eq(tickets.conversation, incoming.conversation), isNull(tickets.closedAt)),
    )
    // As everybody locks several; of those that fit it is the newest.
    .orderBy(asc(tickets.id))
    .for('update', { of: tickets })
  // Under one post many customers have tickets: the message answered says whose this is.
  const answered = incoming.inReplyTo ? await messageOf(tx, account, incoming.inReplyTo) : undefined
  const whose =
    found.findLast(({ ticket }) => ticket.id === answered?.ticketId) ??
    found.findLast(({ customer }) => customer.networkId === incoming.customer?.id) ??
    (incoming.place === 'public' ? undefined : found.at(-1))
  return whose?.ticket
}

/** A close settles no reply: the closed ticket that this one may belong to. */
async function closedInDoubt(tx: Db, account: AccountRow, incoming: IncomingMessage): Promise<Ticket | undefined> {
  const pending = await unsettled(tx, and(...here(account, incoming)))
  const ours = pending.find((reply) => mayBe(reply, incoming))
  if (!ours?.ticketId) return undefined
  const [closed] = await tx
    .select()
    .from(tickets)
    .where(and(eq(tickets.id, ours.ticketId), isNotNull(tickets.closedAt)))
    .for('update')
  return closed
}

function unsettled(tx: Db, which: SQL | undefined): Promise<Message[]> {
  return tx
    .select()
    .from(messages)
    .where(
      and(
        which,
        ...[isNotNull(messages.queuedAt), isNotNull(messages.sendingAt)],
        ...[isNull(messages.sentAt), isNull(messages.failedAt)],
      ),
    )
    .orderBy(asc(messages.id))
}

/** Replies that arrived, of which the network did not say what it calls them: also in a ticket that is closed by now, as by that very one. */
function sentUnnamed(
  tx: Db,
  account: AccountRow,
  ticket: Ticket | undefined,
  incoming: IncomingMessage,
  now: Temporal.Instant,
): Promise<Message[]> {
  const ours = [eq(messages.workspaceId, account.workspaceId), isNotNull(messages.queuedAt), isNull(messages.networkId)]
  return tx
    .select()
    .from(messages)
    .where(
      and(
        ...[eq(messages.direction, 'outbound'), gte(messages.sentAt, (incoming.at ?? now).subtract(SOON))],
        ...[...ours, or(eq(messages.ticketId, ticket?.id ?? 0), and(...here(account, incoming)))],
      ),
    )
    .orderBy(asc(messages.id))
}

async function name(tx: Db, reply: Message, { id: networkId, url }: IncomingMessage, now: Temporal.Instant) {
  await lockTicketOf(tx, eq(messages.id, reply.id))
  const newer = await takeOver(tx, reply, networkId)
  await tx
    .update(messages)
    .set({ networkId, url, ...newer })
    .where(eq(messages.id, reply.id))
  if (!reply.ticketId || newer.text === undefined) return
  const ticket = await lockTicket(tx, { id: reply.ticketId })
  const happened = newer.deletedAt ? 'message.deleted' : 'message.edited'
  await record(tx, ticket, happened, undefined, now, { message: reply.id })
}

/** Of the same conversation; under one post many customers have tickets, and the message answered says whose this is. */
function here(account: AccountRow, { conversation, place, inReplyTo }: IncomingMessage): SQL[] {
  return [
    ...[eq(messages.accountId, account.id), eq(messages.conversation, conversation), eq(messages.place, place)],
    ...(place === 'public' ? [eq(messages.inReplyTo, inReplyTo ?? '')] : []),
  ]
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
