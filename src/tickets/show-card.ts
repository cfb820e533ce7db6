import type { Db } from '../db/connect.ts'
import { type Post, PRIORITY, show, showAgain, showAllAgain } from '../db/posts.ts'
import { posts, tickets } from '../db/schema.ts'
import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from '../db/sql.ts'
import { lockCards } from './lock-ticket.ts'
import { showEarlier } from './show-earlier.ts'
import type { Customer, Ticket } from './ticket.ts'

/** After so many messages of ours below it, a card nobody owns is too far up the channel to be seen. */
const FAR_UP = 10

/** The newest card of a ticket: earlier ones have moved. */
export async function cardOf(tx: Db, ticket: Pick<Ticket, 'id' | 'workspaceId'>): Promise<Post | undefined> {
  const [card] = await tx
    .select()
    .from(posts)
    .where(and(eq(posts.workspaceId, ticket.workspaceId), eq(posts.ticketId, ticket.id), eq(posts.kind, 'card')))
    .orderBy(desc(posts.id))
    .limit(1)
  return card
}

/**
 * Asks for the ticket's card to be drawn afresh, and for the roll-up it stands on while nobody has taken it. `asked`: the
 * card, if it has been asked for already.
 */
export async function showCard(
  tx: Db,
  ticket: Ticket,
  now: Temporal.Instant,
  asked: Promise<Post | undefined> = cardOf(tx, ticket),
): Promise<void> {
  const card = await asked
  if (!ticket.channelId) return
  if (!card && ticket.history && !ticket.claimedBy) return showEarlier(tx, ticket, ticket.channelId, now)
  if (card?.rollUpId) {
    await showAgain(tx, card.rollUpId, PRIORITY.line)
    if (!ticket.claimedBy) return
    await leaveRollUp(tx, card)
  }
  const priority = ticket.priority === 'urgent' ? PRIORITY.urgent : card?.ts ? PRIORITY.redraw : PRIORITY.card
  await show(tx, subjectOf(ticket, card?.subject ?? `${ticket.id}/1`), priority, now)
}

/** From now on it stands for itself. What it stood on goes on linking to it. */
export async function leaveRollUp(tx: Db, { id }: Post): Promise<void> {
  const data = sql`${posts.data} || jsonb_build_object('stoodOn', ${posts.rollUpId})`
  await tx.update(posts).set({ rollUpId: null, data }).where(eq(posts.id, id))
}

/** A card stands in Slack, and can be linked to: by the lines that earlier ones have left, and on the roll-up it stood on. */
export async function showLinks(tx: Db, { id, workspaceId, ticketId, data }: Post): Promise<void> {
  const earlier = tx
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        ...[eq(posts.workspaceId, workspaceId), eq(posts.ticketId, ticketId ?? 0), eq(posts.kind, 'card')],
        lt(posts.id, id),
      ),
    )
  await showAllAgain(tx, inArray(posts.id, earlier), PRIORITY.line)
  if (data.stoodOn) await showAgain(tx, Number(data.stoodOn), PRIORITY.line)
}

/**
 * Something small has changed that stands on a card and nowhere else. Never before a change that matters, and nothing
 * where a roll-up stands in place of the card.
 */
export async function redrawCard(tx: Db, ticket: Ticket): Promise<void> {
  const card = await cardOf(tx, ticket)
  if (!card?.ts || card.rollUpId) return
  await showAgain(tx, card.id, PRIORITY.line)
}

/**
 * The customer is called something else now: so says what stands of their open tickets, also the line of a roll-up that one of
 * them stood on. Last in its transaction: then nobody who waits for a row of ours holds one of those.
 */
export async function redrawCardsOf(tx: Db, customer: Customer): Promise<void> {
  const theirs = tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.customerId, customer.id), isNull(tickets.closedAt)))
  const cards = await lockCards(tx, inArray(posts.ticketId, theirs))
  const ids = cards.map(({ id }) => id)
  await showAllAgain(tx, inArray(posts.id, ids), PRIORITY.line)
}

/** The customer wrote again: a card nobody owns comes down to where it is seen, and the old one becomes a line. */
export async function bringDown(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<boolean> {
  const card = await cardOf(tx, ticket)
  if (!card?.ts || ticket.claimedBy) return false
  const below = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.channelId, card.channelId), isNotNull(posts.ts), gt(posts.ts, card.ts)))
    .limit(FAR_UP)
  if (below.length < FAR_UP) return false
  await moveCard(tx, ticket, card, now)
  return true
}

/** Posts the card anew; the old one is drawn once more, as a line that links to it. */
export async function moveCard(tx: Db, ticket: Ticket, card: Post, now: Temporal.Instant): Promise<void> {
  const generation = Number(card.subject.split('/')[1]) + 1
  await show(tx, subjectOf(ticket, `${ticket.id}/${generation}`), PRIORITY.card, now)
  await showAgain(tx, card.id, PRIORITY.line)
}

function subjectOf(ticket: Ticket, subject: string) {
  const { workspaceId, channelId, id: ticketId } = ticket
  return { workspaceId, channelId: channelId ?? '', kind: 'card', subject, ticketId }
}
