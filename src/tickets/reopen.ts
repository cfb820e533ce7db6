import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNotNull } from '../db/sql.ts'
import { resumeEpisode } from './episode.ts'
import { pendingBefore } from './pending.ts'
import { record } from './record.ts'
import { Refusal } from './refusal.ts'
import { type Agent, type Ticket, ticketOf } from './ticket.ts'

const SLIP = { minutes: 5 }

/**
 * Continues a closed ticket; whoever reopens it has it. Within 5 minutes of the close it was a slip, and counts as never
 * closed: no `reopenedAt`, and what was pending is again. So it does, whenever that is, if nobody reopens it: what it was closed
 * with did not arrive. Throws a `Refusal`: also when the customer has an open ticket in the same conversation by now.
 */
export async function reopen(
  db: Db,
  ticket: Ticket,
  by: Pick<Agent, 'id'> | undefined,
  now: Temporal.Instant,
): Promise<Ticket> {
  try {
    return await db.transaction(async (tx) => {
      const { closedAt } = await ticketOf(tx, ticket.workspaceId, ticket.id)
      const slip = !by || (closedAt && Temporal.Instant.compare(closedAt.add(SLIP), now) >= 0)
      const [reopened] = await tx
        .update(tickets)
        .set({
          ...{ closedAt: null, closedBy: null, closedAs: null, elsewhere: null, askAt: null },
          ...(slip || !by
            ? await pendingBefore(tx, ticket)
            : { reopenedAt: now, reopenedBy: by.id, claimedAt: now, claimedBy: by.id }),
        })
        .where(and(eq(tickets.id, ticket.id), isNotNull(tickets.closedAt)))
        .returning()
      if (!reopened) throw new Refusal('This ticket is open already.')
      await resumeEpisode(tx, reopened)
      await record(tx, reopened, 'ticket.reopened', by, now, { slip: Boolean(slip) })
      return reopened
    })
  } catch (error) {
    if (breaksOneOpenTicket(error))
      throw new Refusal('The customer has written again since, and that is a ticket of its own. Answer there.')
    throw error
  }
}

function breaksOneOpenTicket(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error && cause.message.includes('tickets_open')
}
