import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { events, tickets } from '../db/schema.ts'
import { and, desc, eq, isNull } from '../db/sql.ts'
import { PRIORITIES } from '../rules/priority.ts'
import { type EventName, record } from './record.ts'
import { Refusal } from './refusal.ts'
import { refusalFor } from './refusal-for.ts'
import { reopen } from './reopen.ts'
import { tag } from './tag.ts'
import { type Agent, type Ticket, ticketOf } from './ticket.ts'

const WITHIN = { minutes: 5 }

export type Undoable = Extract<EventName, 'ticket.closed' | 'ticket.tagged' | 'ticket.released'>

type Event = typeof events.$inferSelect

/** What an agent did last of that kind: what `undo` takes back. */
export async function lastDone(
  db: Db,
  { id }: Ticket,
  name: Undoable,
  by: Pick<Agent, 'id'>,
): Promise<number | undefined> {
  const [last] = await db
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.ticketId, id), eq(events.name, name), eq(events.agentId, by.id)))
    .orderBy(desc(events.id))
    .limit(1)
  return last?.id
}

/**
 * Takes back a close, a tag or a release of one's own, within 5 minutes, unless something has become of it since; a close
 * then counts as never done. Throws a `Refusal`.
 */
export function undo(db: Db, ticket: Ticket, eventId: number, by: Agent, now: Temporal.Instant): Promise<Undoable> {
  return db.transaction(async (tx) => {
    await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticket.id)).for('update')
    const current = await ticketOf(tx, ticket.workspaceId, ticket.id)
    const [event] = await tx
      .select()
      .from(events)
      .where(and(eq(events.id, eventId), eq(events.ticketId, ticket.id), eq(events.agentId, by.id)))
    if (!event) throw new Refusal('There is nothing of yours to undo here.')
    if (Temporal.Instant.compare(event.at.add(WITHIN), now) < 0)
      throw new Refusal('This is more than 5 minutes ago, and others may rely on it. Change it on the card instead.')
    if (event.name === 'ticket.closed') await undoClose(tx, current, event, by, now)
    else if (event.name === 'ticket.tagged') await undoTag(tx, current, event, by, now)
    else if (event.name === 'ticket.released') await undoRelease(tx, current, event, by, now)
    else throw new Refusal('This cannot be undone.')
    return event.name
  })
}

async function undoClose(tx: Db, ticket: Ticket, event: Event, by: Agent, now: Temporal.Instant): Promise<void> {
  if (!ticket.closedAt?.equals(event.at)) throw new Refusal('It has been reopened since. Its card says how it stands.')
  await reopen(tx, ticket, by, now)
}

const tagged = z.object({
  tags: z.array(z.string()),
  priority: z.enum(PRIORITIES),
  before: z.array(z.string()),
  priorityBefore: z.enum(PRIORITIES),
})

async function undoTag(tx: Db, ticket: Ticket, { data }: Event, by: Agent, now: Temporal.Instant): Promise<void> {
  const { tags, priority, before, priorityBefore } = tagged.parse(data)
  if (ticket.priority !== priority || ticket.tags.join() !== tags.join())
    throw new Refusal('Its tags or its priority have been changed since. Its card says how it stands.')
  await tag(tx, ticket, { tags: before, priority: priorityBefore }, by, now)
}

const released = z.object({ claimedAt: z.string().transform((at) => Temporal.Instant.from(at)) })

/** Theirs again since when it was theirs: nobody waited longer for it. */
async function undoRelease(tx: Db, ticket: Ticket, { data }: Event, by: Agent, now: Temporal.Instant): Promise<void> {
  const [again] = await tx
    .update(tickets)
    .set({ claimedBy: by.id, claimedAt: released.parse(data).claimedAt })
    .where(and(eq(tickets.id, ticket.id), isNull(tickets.claimedBy), isNull(tickets.closedAt)))
    .returning()
  if (!again) throw await refusalFor(tx, ticket, by, now)
  await record(tx, again, 'ticket.claimed', by, now, { undone: true })
}
