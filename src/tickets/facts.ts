import type { Db } from '../db/connect.ts'
import { inOrder } from '../db/in-order.ts'
import { accounts, episodes, events, messages, reminders } from '../db/schema.ts'
import { asc, eq, sql } from '../db/sql.ts'
import type { Owned } from '../sla/reminders.ts'
import type { Episode, Ticket } from './ticket.ts'

/** What the clocks must know about a ticket, from its rows; `ownerActs`: what its owner does at this very moment stands in none yet. */
export async function factsOf(db: Db, ticket: Ticket, ownerActs?: Temporal.Instant): Promise<Owned> {
  const [turns, [known]] = await inOrder([turnsOf(db, ticket), besides(db, ticket, ownerActs)])
  const running = turns.find(({ endedAt }) => !endedAt)
  return {
    id: String(ticket.id),
    account: known?.account ?? '',
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
    lastReplyAt: known?.lastReplyAt ?? null,
    customersTurns: customersTurns(turns),
    excusedAt: excusedAt(ticket, turns),
    dues: duesOf(ticket, running, turns.at(-1)),
    ownerActedAt: known?.ownerActedAt ?? null,
    ownerToldAt: known?.ownerToldAt ?? null,
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

/** In one question: this is asked at the end of every verb. */
function besides(db: Db, { id, accountId, claimedBy }: Ticket, ownerActs: Temporal.Instant | undefined) {
  const isLate = sql`(${reminders.kind} like 'owner-___' or ${reminders.kind} like 'owner-____' or ${reminders.kind} = 'release')`
  return db
    .select({
      account: accounts.name,
      lastReplyAt: sql<Temporal.Instant | null>`(
        select max(${messages.sentAt}) from ${messages} where ${messages.ticketId} = ${id}
      )`.mapWith(messages.sentAt),
      ownerActedAt: sql<Temporal.Instant | null>`greatest(${ownerActs?.toString() ?? null}::timestamptz, (
        select max(${events.at}) from ${events} where ${events.ticketId} = ${id} and ${events.agentId} = ${claimedBy}::bigint
      ))`.mapWith(events.at),
      ownerToldAt: sql<Temporal.Instant | null>`(
        select max(${reminders.saidAt}) from ${reminders}
        where ${reminders.ticketId} = ${id} and ${claimedBy}::bigint is not null and ${isLate}
      )`.mapWith(reminders.saidAt),
    })
    .from(accounts)
    .where(eq(accounts.id, accountId))
}
