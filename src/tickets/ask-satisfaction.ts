import { randomUUID } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, eq, gt, isNull, ne } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { record } from './record.ts'
import type { Ticket } from './ticket.ts'

/** So long a close can be taken back; only then is the customer asked. */
const ASK_AFTER = { minutes: 5 }
/** Nobody is asked about what is over for longer, or twice within so long. */
const TOO_LATE = { hours: 24 }
const NOT_AGAIN_FOR = { hours: 30 * 24 }

/** When its customer may be asked how we did: solved by a person, in private, with a reply of ours. Null: never. */
export async function askingTime(
  tx: Db,
  { workspaceId, place, firstReplyAt, history }: Ticket,
  solved: boolean,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  if (!solved || place !== 'private' || !firstReplyAt || history) return null
  const { team } = await settingsOf(tx, workspaceId)
  return team.satisfaction ? now.add(ASK_AFTER) : null
}

/**
 * Asks once, with a message that is no reply: no clock stops for it. Nobody is asked who has written again, whom the network
 * no longer lets us write to, or who was asked lately.
 */
export async function askSatisfaction(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<void> {
  const { team } = await settingsOf(tx, ticket.workspaceId)
  const asks = team.satisfaction && (await mayAsk(tx, ticket, now)) ? team.satisfaction : undefined
  const askedAt = asks ? now : ticket.askedAt
  await tx.update(tickets).set({ askAt: null, askedAt }).where(eq(tickets.id, ticket.id))
  if (asks)
    await tx.insert(messages).values({
      ...{ workspaceId: ticket.workspaceId, accountId: ticket.accountId, ticketId: ticket.id, direction: 'question' },
      ...{ place: ticket.place, conversation: ticket.conversation, text: asks, key: randomUUID() },
      ...{ at: now, receivedAt: now, queuedAt: now },
    })
  await record(tx, { ...ticket, askAt: null, askedAt }, asks ? 'customer.asked' : 'customer.not asked', undefined, now)
}

async function mayAsk(tx: Db, ticket: Ticket, now: Temporal.Instant): Promise<boolean> {
  const isPast = (at: Temporal.Instant | null | undefined) => at && Temporal.Instant.compare(at, now) <= 0
  if (ticket.closedAs !== 'resolved' || ticket.askedAt) return false
  if (isPast(ticket.windowUntil) || isPast(ticket.askAt?.add(TOO_LATE))) return false
  const ofCustomer = and(eq(tickets.customerId, ticket.customerId), ne(tickets.id, ticket.id))
  const [open] = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(ofCustomer, isNull(tickets.closedAt)))
    .limit(1)
  const lately = gt(tickets.askedAt, now.subtract(NOT_AGAIN_FOR))
  const [asked] = await tx.select({ id: tickets.id }).from(tickets).where(and(ofCustomer, lately)).limit(1)
  return !open && !asked
}
