import type { Db } from '../db/connect.ts'
import { PRIORITY, showAgain } from '../db/posts.ts'
import { posts, tickets } from '../db/schema.ts'
import { and, eq, inArray, isNull } from '../db/sql.ts'
import { record } from './record.ts'
import { Refusal } from './refusal.ts'
import { refusalFor } from './refusal-for.ts'
import { cardOf, leaveRollUp, moveCard } from './show-card.ts'
import type { Agent, Ticket } from './ticket.ts'

/**
 * The ticket goes on in another channel: a card stands there, and a pointer to it where the old one was. Nobody's claim, clock
 * or reply changes. Throws a `Refusal`.
 */
export function move(
  db: Db,
  ticket: Ticket,
  channelId: string,
  by: Agent | undefined,
  now: Temporal.Instant,
): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(tickets).where(eq(tickets.id, ticket.id)).for('update')
    if (!before || before.closedAt) throw by ? await refusalFor(tx, ticket, by, now) : new Refusal('It is closed.')
    if (before.channelId === channelId) throw new Refusal('It stands in that channel already.')
    const [moved] = await tx.update(tickets).set({ channelId }).where(eq(tickets.id, ticket.id)).returning()
    if (!moved) throw new Error(`Ticket ${ticket.id} is gone`)
    await moveWaiting(tx, moved, channelId)
    const card = await cardOf(tx, moved)
    if (card && card.channelId !== channelId) await moveCard(tx, moved, card, now)
    await record(tx, moved, 'ticket.moved', by, now, { from: before.channelId, to: channelId })
    return moved
  })
}

/** What does not stand in Slack yet will stand in the new channel: nothing of it was ever in the old one. */
async function moveWaiting(tx: Db, { id }: Ticket, channelId: string): Promise<void> {
  const waiting = await tx
    .select()
    .from(posts)
    .where(
      and(
        ...[eq(posts.ticketId, id), inArray(posts.kind, ['card', 'entry', 'reminder'])],
        ...[isNull(posts.ts), isNull(posts.sendingAt)],
      ),
    )
    .for('update')
  for (const post of waiting) {
    if (post.rollUpId) {
      await leaveRollUp(tx, post)
      await showAgain(tx, post.rollUpId, PRIORITY.line)
    }
    await tx.update(posts).set({ channelId, retryAt: null }).where(eq(posts.id, post.id))
  }
}
