import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, eq, exists, gt, isNull, lte, or } from '../db/sql.ts'
import type { IncomingMessage } from '../networks/network.ts'
import { messageOf } from './message-of.ts'
import { isOvertaken } from './overtaken.ts'
import type { AccountRow, Ticket } from './ticket.ts'

/**
 * Where a network shows two levels, an answer names the comment above the one that it answers. That may be quiet, of a ticket
 * that is closed, or ours: then who alone asked beneath it is meant, if it is their own comment or ours.
 * Beneath somebody else's nobody can say, for the answer may be to that.
 */
export async function askedBeneath(
  tx: Db,
  account: AccountRow,
  { conversation, inReplyTo = '' }: Pick<IncomingMessage, 'conversation' | 'inReplyTo'>,
  at: Temporal.Instant,
): Promise<Pick<Ticket, 'id'> | undefined> {
  const above = await messageOf(tx, account, inReplyTo)
  if (!above || isOvertaken(above)) return undefined
  const asked = tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        ...[eq(messages.ticketId, tickets.id), eq(messages.direction, 'inbound')],
        ...[eq(messages.inReplyTo, inReplyTo), lte(messages.at, at)],
      ),
    )
  const beneath = await tx
    .select({ id: tickets.id, customerId: tickets.customerId })
    .from(tickets)
    .where(
      and(
        ...[eq(tickets.workspaceId, account.workspaceId), eq(tickets.accountId, account.id)],
        ...[eq(tickets.place, 'public'), eq(tickets.conversation, conversation)],
        // Also one that was closed before we heard of the answer: it may have been to that.
        or(isNull(tickets.closedAt), gt(tickets.closedAt, at)),
        ...[lte(tickets.openedAt, at), exists(asked)],
      ),
    )
    .limit(2)
  const [one, other] = beneath
  const isTheirs = above.direction === 'outbound' || one?.customerId === above.customerId
  return isTheirs && !other ? one : undefined
}
