import type { Db } from '../db/connect.ts'
import { drafts, messages, tickets } from '../db/schema.ts'
import { and, eq, isNotNull, lte, sql } from '../db/sql.ts'
import { redrawCard } from './show-card.ts'
import type { Agent, Ticket } from './ticket.ts'

/** After so long without a keystroke nobody is writing any more; the draft stays. */
const PAUSE = { minutes: 2 }

export interface Typed {
  text: string
  /** The modal it is typed into: once that is sent, a late keystroke brings nothing back. */
  submission: string
  at: Temporal.Instant
}

export async function draftOf(db: Db, ticket: Pick<Ticket, 'id'>, by: Agent): Promise<string | undefined> {
  const [draft] = await db.select({ text: drafts.text }).from(drafts).where(of(ticket, by))
  return draft?.text
}

/** Keeps what was typed, the newest last. Answers whether the card must say now that they are writing. */
export function saveDraft(
  db: Db,
  ticket: Ticket,
  { text, submission, at }: Typed,
  by: Agent,
  now: Temporal.Instant,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    // A reply being sent holds the ticket alone, so either it sees this draft, or this sees that it was sent.
    await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticket.id)).for('share')
    if (await isSent(tx, ticket, submission)) return false
    const [before] = await tx.select().from(drafts).where(of(ticket, by)).for('update')
    const written = { text, typedAt: at, writingUntil: now.add(PAUSE) }
    const [saved] = await tx
      .insert(drafts)
      .values({ ticketId: ticket.id, agentId: by.id, workspaceId: ticket.workspaceId, ...written })
      .onConflictDoUpdate({
        target: [drafts.ticketId, drafts.agentId],
        set: written,
        setWhere: lte(drafts.typedAt, sql`excluded.typed_at`),
      })
      .returning()
    const begins = saved !== undefined && !before?.writingUntil
    if (begins) await redrawCard(tx, ticket)
    return begins
  })
}

/** It is sent: nothing is left to write. */
export async function dropDraft(tx: Db, ticket: Ticket, by: Agent): Promise<void> {
  await tx.delete(drafts).where(of(ticket, by))
}

/** They have closed the window. What they typed stays for the next time. */
export function stopWriting(db: Db, ticket: Ticket, by: Agent): Promise<void> {
  return db.transaction(async (tx) => {
    const stopped = await tx
      .update(drafts)
      .set({ writingUntil: null })
      .where(and(of(ticket, by), isNotNull(drafts.writingUntil)))
      .returning()
    if (stopped.length) await redrawCard(tx, ticket)
  })
}

async function isSent(tx: Db, ticket: Ticket, submission: string): Promise<boolean> {
  const [sent] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.workspaceId, ticket.workspaceId), eq(messages.submission, submission)))
  return sent !== undefined
}

function of(ticket: Pick<Ticket, 'id'>, by: Agent) {
  return and(eq(drafts.ticketId, ticket.id), eq(drafts.agentId, by.id))
}
