import type { Db } from '../db/connect.ts'
import { agents, messages } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import type { IncomingMessage } from '../networks/network.ts'
import { answeredElsewhere } from './answered-elsewhere.ts'
import { lockTicket, lockTicketOf } from './lock-ticket.ts'
import { messageOf } from './message-of.ts'
import { filling, isOvertaken, overtaken } from './overtaken.ts'
import { momentOf } from './receive.ts'
import { record } from './record.ts'
import { settle, takeOver } from './settle.ts'
import type { AccountRow, Message } from './ticket.ts'
import { closedSince, lockOpen, openThen } from './ticket-answered.ts'
import { firstOf, mayBe, sentUnnamed, unsettled } from './told-back.ts'

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
    const arrived = await sentUnnamed(tx, account, open, incoming, now)
    const unnamed = firstOf(
      arrived.filter((reply) => mayBe(reply, incoming)),
      open,
    )
    if (ours && (ours.isHere || !unnamed?.isHere)) {
      await lockUnchanged(tx, account, ours, incoming)
      return settle(tx, ours.id, { sent: { id: incoming.id, url: incoming.url } }, now)
    }
    if (unnamed) return name(tx, account, unnamed, incoming, now)
    const ticket = (open && (await lockOpen(tx, open))) ?? (await closedSince(tx, account, incoming))
    if (!ticket) return void (await keep(tx, account, incoming, now))
    if (isOnItsWay) throw onItsWay()
    const kept = await keep(tx, account, incoming, now)
    if (kept && !kept.deletedAt) await answeredElsewhere(tx, ticket, kept, now)
  })
}

function onItsWay(): InFlight {
  return new InFlight('A reply to this conversation is on its way')
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
