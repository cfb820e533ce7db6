import { and, eq, max } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { accounts, events } from '../db/schema.ts'
import type { Owned } from '../sla/reminders.ts'
import { runningEpisode, type Ticket } from './ticket.ts'

/** What the clocks must know about a ticket, from its rows. */
export async function factsOf(db: Db, ticket: Ticket): Promise<Owned> {
  const running = await runningEpisode(db, ticket)
  const [account] = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, ticket.accountId))
  const metric = ticket.firstReplyAt ? 'nextReply' : 'firstReply'
  return {
    id: String(ticket.id),
    account: account?.name ?? '',
    place: ticket.place,
    priority: ticket.priority,
    tags: ticket.tags,
    openedAt: ticket.openedAt,
    claimedAt: ticket.claimedAt,
    closedAt: ticket.closedAt,
    snoozedUntil: ticket.snoozedUntil,
    promisedAt: ticket.comeBackAt,
    windowUntil: running ? ticket.windowUntil : null,
    waitingSince: running?.startedAt ?? null,
    firstReplyAt: ticket.firstReplyAt,
    answered: null,
    customersTurns: [],
    excusedAt: null,
    dues: running?.dueAt ? { [metric]: running.dueAt } : {},
    ownerActedAt: await ownerActedAt(db, ticket),
  }
}

async function ownerActedAt(db: Db, ticket: Ticket): Promise<Temporal.Instant | null> {
  if (!ticket.claimedBy) return null
  const [last] = await db
    .select({ at: max(events.at) })
    .from(events)
    .where(and(eq(events.ticketId, ticket.id), eq(events.agentId, ticket.claimedBy)))
  return last?.at ?? null
}
