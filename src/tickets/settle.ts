import type { Db } from '../db/connect.ts'
import { messages, openings, tickets } from '../db/schema.ts'
import { and, eq, isNotNull, isNull, ne, not, or, sql } from '../db/sql.ts'
import type { Sent } from '../networks/network.ts'
import { close } from './close.ts'
import { endWithReply } from './episode.ts'
import { lockTicket, lockTicketOf } from './lock-ticket.ts'
import { overtaken } from './overtaken.ts'
import { record } from './record.ts'
import { takeBackReply } from './take-back-reply.ts'
import { type Message, ticketOf } from './ticket.ts'

/** What became of a reply. A sentence is for the agent: what the network said, and what to do. */
export type Outcome = { sent: Sent } | { failed: string } | { uncertain: string }

/**
 * Writes down what became of a reply; only a delivered one stops the clock. Once it is sent it stays sent: a late doubt or
 * a second report changes nothing.
 */
export function settle(db: Db, messageId: number, outcome: Outcome, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const echoed = 'sent' in outcome && outcome.sent.id
    // With that of its echo, which may have been taken for an answer to somebody else.
    await lockTicketOf(tx, or(eq(messages.id, messageId), echoed ? isEchoOf(tx, messageId, echoed) : undefined))
    const [before] = await tx.select().from(messages).where(eq(messages.id, messageId)).for('update')
    if (!before?.ticketId || before.sentAt) return
    if ('sent' in outcome) return sent(tx, before, outcome.sent, now)
    const failed = 'failed' in outcome
    await tx
      .update(messages)
      .set(
        failed
          ? { failedAt: now, uncertainAt: null, failure: outcome.failed }
          : { uncertainAt: now, failure: outcome.uncertain },
      )
      .where(eq(messages.id, messageId))
    if (before.direction === 'question') return
    const ticket = await ticketOf(tx, before.workspaceId, before.ticketId)
    const by = before.agentId ? { id: before.agentId } : undefined
    await record(tx, ticket, failed ? 'reply.failed' : 'reply.uncertain', by, now, { message: messageId })
  })
}

async function sent(tx: Db, reply: Message, { id, url, conversation }: Sent, now: Temporal.Instant): Promise<void> {
  const newer = id ? await takeOver(tx, reply, id, now) : {}
  // A network of one's own may name the same id for everything. It was sent all the same; only an echo is then not known by it.
  const networkId = id && (await isTaken(tx, reply, id)) ? undefined : id
  await tx
    .update(messages)
    .set({
      ...{ sentAt: now, failedAt: null, uncertainAt: null, failure: null },
      ...{ networkId, url, conversation: reply.conversation ?? conversation, ...newer },
    })
    .where(eq(messages.id, reply.id))
  if (!reply.ticketId || reply.direction === 'question') return
  if (conversation && !reply.conversation)
    await tx
      .insert(openings)
      .values({ accountId: reply.accountId, conversation, ticketId: reply.ticketId })
      .onConflictDoUpdate({ target: [openings.accountId, openings.conversation], set: { ticketId: reply.ticketId } })

  await tx
    .update(tickets)
    .set({ firstReplyAt: now })
    .where(and(eq(tickets.id, reply.ticketId), isNull(tickets.firstReplyAt)))
  const ticket = await ticketOf(tx, reply.workspaceId, reply.ticketId)
  const by = reply.agentId ? { id: reply.agentId } : undefined
  const anew = await endWithReply(tx, ticket, reply, by, now)
  await record(tx, ticket, 'reply.sent', by, now, { message: reply.id })
  // What nobody has seen is not closed over.
  if (reply.thenClose && by && !ticket.closedAt && !anew) await close(tx, ticket, 'resolved', by, now)
}

/**
 * Its echo may have come first, and stood as an answer given elsewhere, to somebody else even: that was this reply. So was what
 * an edit or a deletion left by its id, and what these say holds for it: that is given.
 */
export async function takeOver(
  tx: Db,
  reply: Message,
  networkId: string,
  now: Temporal.Instant,
): Promise<Partial<Message>> {
  const echo = and(eq(messages.direction, 'outbound'), isNull(messages.queuedAt))
  const [before] = await tx
    .delete(messages)
    .where(and(otherWith(networkId, reply), or(echo, overtaken)))
    .returning()
  if (before?.ticketId && before.ticketId !== reply.ticketId) {
    const ticket = await takeBackReply(tx, await lockTicket(tx, { id: before.ticketId }), before, now)
    await record(tx, ticket, 'message.deleted', undefined, now, { message: before.id })
  }
  if (!before?.editedAt && !before?.deletedAt) return {}
  const { text, language, attachments, attachmentsEditedAt, editedAt, deletedAt } = before
  return { text, language, attachments, attachmentsEditedAt, editedAt, deletedAt }
}

/** Whether the network's id belongs to what a customer wrote or to another reply of ours; its echo, or what overtook it, is no other. */
export async function isTaken(db: Db, reply: Message, networkId: string): Promise<boolean> {
  const [other] = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        otherWith(networkId, reply),
        or(and(ne(messages.direction, 'outbound'), not(overtaken)), isNotNull(messages.queuedAt)),
      ),
    )
  return other !== undefined
}

function isEchoOf(tx: Db, messageId: number, networkId: string) {
  const account = tx.select({ id: messages.accountId }).from(messages).where(eq(messages.id, messageId))
  return and(eq(messages.networkId, networkId), eq(messages.accountId, sql`(${account})`))
}

function otherWith(networkId: string, { id, accountId }: Message) {
  return and(eq(messages.accountId, accountId), eq(messages.networkId, networkId), ne(messages.id, id))
}
