import { randomUUID } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { agents, messages, openings, tickets } from '../db/schema.ts'
import { and, desc, eq, gt, inArray, isNull, ne, or } from '../db/sql.ts'
import type { Place } from '../networks/network.ts'
import { dropDraft } from './draft.ts'
import { record } from './record.ts'
import { Refusal } from './refusal.ts'
import { refusalFor } from './refusal-for.ts'
import { countUses } from './saved-reply.ts'
import { type Agent, type Message, type Ticket, ticketOf } from './ticket.ts'

export type Attached = Message['attached'][number]

export interface Draft {
  text: string
  place: Place
  /** Slack's files that go along: together with the words, or each as a message of its own after them. */
  attached?: { together: Attached[] } | { apart: Attached[] }
  next: 'their turn' | 'close' | { comeBackAt: Temporal.Instant }
  /** The modal it comes from: pressed twice, it is sent once; with other words it is refused. */
  submission: string
  /** The newest message the agent saw; 0 to send whatever came since. */
  seen: number
  /** The agent knows that a colleague has this ticket. */
  evenIfTaken: boolean
  /** The saved replies it began with: they are counted. */
  savedReplies?: number[]
}

/** Not sent yet: somebody wrote meanwhile, or a colleague has the ticket. The agent is asked, and may send anyway. */
export class AskFirst extends Error {
  readonly meanwhile: Message[]
  readonly owner: string | undefined

  constructor({ meanwhile = [], owner }: { meanwhile?: Message[]; owner?: string }) {
    super('Ask the agent first')
    this.meanwhile = meanwhile
    this.owner = owner
  }
}

/**
 * Queues a reply; `outbound/deliver.ts` sends it, once. Replying to a ticket nobody has claims it.
 * Throws `Refusal` or `AskFirst`; then nothing is queued.
 */
export function reply(db: Db, ticket: Ticket, draft: Draft, by: Agent, now: Temporal.Instant): Promise<Message> {
  return db.transaction(async (tx) => {
    // Locked first, so that what is decided below still holds when this commits.
    await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticket.id)).for('update')
    const current = await ticketOf(tx, ticket.workspaceId, ticket.id)
    const before = await alreadyQueued(tx, ticket, draft.submission)
    if (before?.text === draft.text) return before
    // Slack said that it could not be sent, and it was.
    if (before) throw new Refusal(SENT_BEFORE)
    await check(tx, current, draft, by, now)

    const queued = await queueAll(tx, current, draft, by, now)
    const [owned] = await tx
      .update(tickets)
      .set({
        ...(current.claimedBy ? {} : { claimedBy: by.id, claimedAt: now }),
        ...{ snoozedAt: null, snoozedBy: null, snoozedUntil: null },
        ...(typeof draft.next === 'object'
          ? { comeBackAt: draft.next.comeBackAt, comeBackBy: by.id }
          : { comeBackAt: null, comeBackBy: null }),
      })
      .where(eq(tickets.id, ticket.id))
      .returning()
    await dropDraft(tx, ticket, by)
    await countUses(tx, ticket.workspaceId, draft.savedReplies ?? [])
    await record(tx, owned ?? current, 'reply.queued', by, now, { message: queued.id })
    return queued
  })
}

const SENT_BEFORE =
  'What you wrote here before has been sent already. Copy what you have now, close this window, and press Reply once more.'

async function check(tx: Db, ticket: Ticket, draft: Draft, by: Agent, now: Temporal.Instant): Promise<void> {
  if (ticket.closedAt) throw await refusalFor(tx, ticket, by, now)
  const meanwhile = draft.seen ? await writtenSince(tx, ticket, draft.seen, by) : []
  const taken = ticket.claimedBy && ticket.claimedBy !== by.id && !draft.evenIfTaken
  const [owner] = taken
    ? await tx
        .select()
        .from(agents)
        .where(eq(agents.id, ticket.claimedBy ?? 0))
    : []
  if (meanwhile.length || owner) throw new AskFirst({ meanwhile, owner: owner?.name })
}

/** What the customer or a colleague wrote after the newest message the agent saw. */
function writtenSince(tx: Db, ticket: Ticket, seen: number, by: Agent): Promise<Message[]> {
  return tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, ticket.id),
        gt(messages.id, seen),
        inArray(messages.direction, ['inbound', 'outbound']),
        isNull(messages.deletedAt),
        or(isNull(messages.agentId), ne(messages.agentId, by.id)),
      ),
    )
    .orderBy(messages.id)
}

async function alreadyQueued(tx: Db, ticket: Ticket, submission: string): Promise<Message | undefined> {
  const [before] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.workspaceId, ticket.workspaceId), eq(messages.submission, submission)))
  return before
}

/** Sent in this order, each once; the ticket is closed after the last. Gives the words. */
async function queueAll(tx: Db, ticket: Ticket, draft: Draft, by: Agent, now: Temporal.Instant): Promise<Message> {
  const { together = [], apart = [] } = { together: [], apart: [], ...draft.attached }
  const next = (place: number) => (place < apart.length ? 'their turn' : draft.next)
  const queued = await queue(tx, ticket, { ...draft, attached: together, next: next(0) }, by, now)
  for (const [place, file] of apart.entries()) {
    const submission = `${draft.submission}/${place + 1}`
    await queue(tx, ticket, { ...draft, text: '', attached: [file], submission, next: next(place + 1) }, by, now)
  }
  return queued
}

type One = Omit<Draft, 'attached'> & { attached: Attached[] }

async function queue(tx: Db, ticket: Ticket, draft: One, by: Agent, now: Temporal.Instant): Promise<Message> {
  const conversation = draft.place === ticket.place ? ticket.conversation : await privateConversation(tx, ticket)
  const answered = await answeredBy(tx, ticket, conversation ? draft.place : ticket.place)
  const [queued] = await tx
    .insert(messages)
    .values({
      ...{ workspaceId: ticket.workspaceId, accountId: ticket.accountId, ticketId: ticket.id, direction: 'outbound' },
      ...{ place: draft.place, conversation, agentId: by.id, text: draft.text, inReplyTo: answered?.networkId },
      attached: draft.attached,
      ...{ key: randomUUID(), submission: draft.submission, thenClose: draft.next === 'close' },
      ...{ at: now, receivedAt: now, queuedAt: now },
    })
    .returning()
  if (!queued) throw new Error('An insert gave no row')
  return queued
}

/** The private way that an earlier reply opened from this public ticket; none: this reply opens it. */
async function privateConversation(tx: Db, ticket: Ticket): Promise<string | undefined> {
  const [opening] = await tx.select().from(openings).where(eq(openings.ticketId, ticket.id))
  return opening?.conversation
}

/** The customer's newest message in that place: what the reply hangs on. */
async function answeredBy(tx: Db, ticket: Ticket, place: Place): Promise<Message | undefined> {
  const [answered] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.ticketId, ticket.id), eq(messages.direction, 'inbound'), eq(messages.place, place)))
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(1)
  return answered
}
