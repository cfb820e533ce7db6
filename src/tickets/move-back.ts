import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, eq, gt } from '../db/sql.ts'
import { adoptAnswers, answeredSince } from './answered-elsewhere.ts'
import { startEpisode } from './episode.ts'
import type { Inbound } from './inbound.ts'
import { lockTicket } from './lock-ticket.ts'
import { record } from './record.ts'
import { startAnswered } from './start-answered.ts'
import type { AccountRow, Message } from './ticket.ts'

/**
 * A message that we know was written earlier than we thought: X tells an edited post anew, of when it was edited, and that may
 * be heard first. It waits from its own moment, and takes along what answered it since. A ticket that is closed stays as it is.
 */
export async function moveBack(
  tx: Db,
  account: AccountRow,
  { id, ticketId }: Message,
  said: Pick<Inbound, 'id' | 'place' | 'conversation'> & { at: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  if (!ticketId) return
  const { at } = said
  const before = await lockTicket(tx, { id: ticketId })
  if (before.closedAt || before.history) return
  const moved = await tx
    .update(messages)
    .set({ at })
    .where(and(eq(messages.id, id), gt(messages.at, at)))
    .returning()
  if (moved.length === 0) return
  const openedAt = Temporal.Instant.compare(at, before.openedAt) < 0 ? at : before.openedAt
  await tx.update(tickets).set({ openedAt }).where(eq(tickets.id, ticketId))
  const touched = { ...before, openedAt }
  const answer = await answeredSince(tx, touched, at)
  const ticket = await (answer ? startAnswered(tx, touched, at, answer) : startEpisode(tx, touched, at))
  await record(tx, ticket, 'message.received', undefined, now, { message: id })
  await adoptAnswers(tx, account, ticket, said, now)
}
