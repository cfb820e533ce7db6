import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { askingTime } from './ask-satisfaction.ts'
import { endEpisode } from './episode.ts'
import { nothingPending, pendingOf } from './pending.ts'
import { record } from './record.ts'
import { refusalFor } from './refusal-for.ts'
import type { Agent, Ticket } from './ticket.ts'

/** `elsewhere`: a link or a few words, such as a number in another system. */
export type ClosedAs = Exclude<NonNullable<Ticket['closedAs']>, 'continues elsewhere'> | { elsewhere: string }

/**
 * Ends the ticket and its clock. Resolved counts; No Reply Needed and Spam are excused; a customer who stays silent is
 * counted apart, and then nobody waits. What continues elsewhere is counted apart too: the customer did need us, so a
 * promise that was missed by then stays missed, but nobody has solved it here. Throws a `Refusal`.
 */
export function close(
  db: Db,
  ticket: Ticket,
  as: ClosedAs,
  by: Pick<Agent, 'id'> | undefined,
  now: Temporal.Instant,
): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(tickets).where(eq(tickets.id, ticket.id)).for('update')
    const [closed] = await tx
      .update(tickets)
      .set({
        closedAt: now,
        closedBy: by?.id ?? null,
        ...(typeof as === 'string'
          ? { closedAs: as, elsewhere: null }
          : { closedAs: 'continues elsewhere', elsewhere: as.elsewhere }),
        ...nothingPending,
        askAt: before ? await askingTime(tx, before, as === 'resolved' && by !== undefined, now) : null,
      })
      .where(and(eq(tickets.id, ticket.id), isNull(tickets.closedAt)))
      .returning()
    if (!closed) throw await refusalFor(tx, ticket, by, now)
    await endWithClose(tx, closed)
    await record(tx, closed, 'ticket.closed', by, now, {
      as: closed.closedAs,
      pending: before && pendingOf(before),
    })
    return closed
  })
}

/** The turn that runs in a closed ticket ended when that was closed. */
export async function endWithClose(tx: Db, ticket: Ticket): Promise<void> {
  const { closedAs, closedAt, closedBy } = ticket
  if (!closedAt) return
  const by = closedBy ? { id: closedBy } : undefined
  await endEpisode(tx, ticket, NEEDED_US.has(closedAs) ? 'closed' : 'excused', by, closedAt)
}

const NEEDED_US = new Set<Ticket['closedAs']>(['resolved', 'continues elsewhere'])
