import type { Db } from '../db/connect.ts'
import { episodes } from '../db/schema.ts'
import { and, asc, eq, gte, isNull, ne, or } from '../db/sql.ts'
import { metrics, promisesFor, promiseToSolve } from './episode.ts'
import type { Message, Ticket } from './ticket.ts'

/**
 * A message that we hear of when it has been answered: the customer waited from then until that answer. Where a turn that began
 * later lasted until it, that began with this message; else it had one of its own, which is over. Gives the ticket as it is then.
 */
export async function startAnswered(
  tx: Db,
  ticket: Ticket,
  from: Temporal.Instant,
  answer: Pick<Message, 'at' | 'agentId'>,
): Promise<Ticket> {
  const { workspaceId, id: ticketId, firstReplyAt } = ticket
  // What was taken back waited for no answer.
  const answeredOrClosed = and(gte(episodes.endedAt, from), ne(episodes.endedAs, 'excused'))
  const [turn] = await tx
    .select()
    .from(episodes)
    .where(and(eq(episodes.ticketId, ticketId), or(isNull(episodes.endedAt), answeredOrClosed)))
    .orderBy(asc(episodes.startedAt), asc(episodes.id))
    .limit(1)
  if (turn && Temporal.Instant.compare(turn.startedAt, from) <= 0) return ticket
  const promised = await promisesFor(tx, ticket)
  if (turn && Temporal.Instant.compare(turn.startedAt, answer.at) <= 0)
    await tx
      .update(episodes)
      .set({ startedAt: from, dueAt: promised(metrics[turn.metric], from) })
      .where(eq(episodes.id, turn.id))
  else {
    const metric = firstReplyAt && Temporal.Instant.compare(firstReplyAt, from) < 0 ? 'next reply' : 'first reply'
    await tx.insert(episodes).values({
      ...{ workspaceId, ticketId, metric, startedAt: from, dueAt: promised(metrics[metric], from) },
      ...{ endedAt: answer.at, endedAs: 'replied', agentId: answer.agentId },
    })
  }
  return from.equals(ticket.openedAt) ? promiseToSolve(tx, ticket, promised) : ticket
}
