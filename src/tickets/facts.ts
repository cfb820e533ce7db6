import { and, asc, eq, like, max, or } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { accounts, episodes, events, messages, reminders } from '../db/schema.ts'
import type { Owned } from '../sla/reminders.ts'
import type { Episode, Ticket } from './ticket.ts'

/** What the clocks must know about a ticket, from its rows. */
export async function factsOf(db: Db, ticket: Ticket): Promise<Owned> {
  const turns = await turnsOf(db, ticket)
  const running = turns.find(({ endedAt }) => !endedAt)
  const [account] = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, ticket.accountId))
  return {
    id: String(ticket.id),
    account: account?.name ?? '',
    place: ticket.place,
    priority: ticket.priority,
    tags: ticket.tags,
    openedAt: ticket.openedAt,
    claimedAt: ticket.claimedAt,
    closedAt: ticket.closedAt,
    snoozedUntil: ticket.snoozedUntil ?? (ticket.snoozedAt ? 'they answer' : null),
    promisedAt: ticket.comeBackAt,
    windowUntil: running ? ticket.windowUntil : null,
    waitingSince: running?.startedAt ?? null,
    firstReplyAt: ticket.firstReplyAt,
    answered: answeredIn(turns),
    lastReplyAt: await lastReplyAt(db, ticket),
    customersTurns: customersTurns(turns),
    excusedAt: excusedAt(ticket, turns),
    dues: duesOf(ticket, running, turns.at(-1)),
    ownerActedAt: await ownerActedAt(db, ticket),
    ownerToldAt: await ownerToldAt(db, ticket),
  }
}

function turnsOf(db: Db, ticket: Ticket): Promise<Episode[]> {
  return db
    .select()
    .from(episodes)
    .where(eq(episodes.ticketId, ticket.id))
    .orderBy(asc(episodes.startedAt), asc(episodes.id))
}

function answeredIn(turns: Episode[]) {
  const last = turns.findLast(({ endedAs }) => endedAs === 'replied')
  return last?.endedAt ? { since: last.startedAt, at: last.endedAt } : null
}

/** From the end of each turn of waiting to the beginning of the next; after the last one it may last still. */
function customersTurns(turns: Episode[]): Owned['customersTurns'] {
  return turns.flatMap(({ endedAt }, place) => {
    const next = turns[place + 1]
    if (!endedAt || (next && Temporal.Instant.compare(next.startedAt, endedAt) <= 0)) return []
    return [{ from: endedAt, to: next?.startedAt ?? null }]
  })
}

function excusedAt({ closedAs, closedAt }: Ticket, turns: Episode[]): Temporal.Instant | null {
  if (closedAs === 'no reply needed' || closedAs === 'spam') return closedAt
  return turns.findLast(({ endedAs }) => endedAs === 'excused')?.endedAt ?? null
}

function duesOf(ticket: Ticket, running: Episode | undefined, last: Episode | undefined): Owned['dues'] {
  const { resolutionDueAt: resolution, firstReplyAt } = ticket
  if (running) return { resolution, [firstReplyAt ? 'nextReply' : 'firstReply']: running.dueAt }
  return last ? { resolution, [last.metric === 'next reply' ? 'nextReply' : 'firstReply']: last.dueAt } : { resolution }
}

async function lastReplyAt(db: Db, ticket: Ticket): Promise<Temporal.Instant | null> {
  const [last] = await db
    .select({ at: max(messages.sentAt) })
    .from(messages)
    .where(eq(messages.ticketId, ticket.id))
  return last?.at ?? null
}

async function ownerActedAt(db: Db, ticket: Ticket): Promise<Temporal.Instant | null> {
  if (!ticket.claimedBy) return null
  const [last] = await db
    .select({ at: max(events.at) })
    .from(events)
    .where(and(eq(events.ticketId, ticket.id), eq(events.agentId, ticket.claimedBy)))
  return last?.at ?? null
}

async function ownerToldAt(db: Db, ticket: Ticket): Promise<Temporal.Instant | null> {
  if (!ticket.claimedBy) return null
  const late = or(like(reminders.kind, 'owner-___'), like(reminders.kind, 'owner-____'), eq(reminders.kind, 'release'))
  const [last] = await db
    .select({ at: max(reminders.saidAt) })
    .from(reminders)
    .where(and(eq(reminders.ticketId, ticket.id), late))
  return last?.at ?? null
}
