import type { Db } from '../db/connect.ts'
import { episodes, messages, tickets } from '../db/schema.ts'
import { and, eq, gt } from '../db/sql.ts'
import { adoptAnswers, answeredSince } from './answered-elsewhere.ts'
import { metrics, promisesFor, promiseToSolve } from './episode.ts'
import type { Inbound } from './inbound.ts'
import { lockTicket } from './lock-ticket.ts'
import { raisePriority } from './raise-priority.ts'
import { record } from './record.ts'
import { startAnswered } from './start-answered.ts'
import type { AccountRow, Episode, Message, Ticket } from './ticket.ts'

/**
 * A message that we know was written earlier than we thought: X tells an edited post anew, of when it was edited, and that may
 * be heard first. It waits from its own moment, and takes along what answered it since. A ticket that is closed stays as it is.
 */
export async function moveBack(
  tx: Db,
  account: AccountRow,
  { id, ticketId, at: heard, deletedAt }: Message,
  said: Pick<Inbound, 'id' | 'place' | 'conversation' | 'inReplyTo' | 'text' | 'priority'> & { at: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  if (!ticketId || deletedAt) return
  const { at } = said
  const before = await lockTicket(tx, { id: ticketId })
  if (before.closedAt || before.history) return
  const earlier = await tx
    .update(messages)
    .set({ at })
    .where(and(eq(messages.id, id), gt(messages.at, at)))
    .returning()
  if (earlier.length === 0) return
  const openedAt = Temporal.Instant.compare(at, before.openedAt) < 0 ? at : before.openedAt
  await tx.update(tickets).set({ openedAt }).where(eq(tickets.id, ticketId))
  const touched = { ...before, openedAt }
  const answer = await answeredSince(tx, touched, at)
  const moved = await (answer ? startAnswered(tx, touched, at, answer) : moveTurn(tx, touched, heard, at))
  const ticket = await raisePriority(tx, moved, said)
  await record(tx, ticket, 'message.received', undefined, now, { message: id })
  await adoptAnswers(tx, account, ticket, said, now)
}

/** The turn that began with it, over or not, began earlier; where it began none, or one lasted by then, nothing changes. */
async function moveTurn(tx: Db, ticket: Ticket, heard: Temporal.Instant, at: Temporal.Instant): Promise<Ticket> {
  const turns = await tx.select().from(episodes).where(eq(episodes.ticketId, ticket.id))
  const its = turns.find(({ startedAt }) => startedAt.equals(heard))
  const isWithin = ({ startedAt, endedAt }: Episode) =>
    Temporal.Instant.compare(startedAt, at) <= 0 && (!endedAt || Temporal.Instant.compare(at, endedAt) <= 0)
  if (!its || turns.some(isWithin)) return ticket
  const promised = await promisesFor(tx, ticket)
  await tx
    .update(episodes)
    .set({ startedAt: at, dueAt: promised(metrics[its.metric], at) })
    .where(eq(episodes.id, its.id))
  return at.equals(ticket.openedAt) ? promiseToSolve(tx, ticket, promised) : ticket
}
