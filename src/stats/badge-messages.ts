import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, asc, eq, gte, isNotNull, or, sql } from '../db/sql.ts'
import { BADGE, type BadgeMessage } from './badge.ts'
import { afterKey, pages } from './pages.ts'

/** The private messages of an account that its badge is reckoned from, and those of the day before. */
export async function badgeMessages(
  db: Db,
  { workspaceId, accountId }: { workspaceId: string; accountId: number },
  now: Temporal.Instant,
): Promise<BadgeMessage[]> {
  const since = now.subtract({ hours: 24 * (BADGE.days + 1) })
  type Row = Awaited<ReturnType<typeof page>>[number]
  const page = (after: { at: Temporal.Instant; id: number } | undefined, size: number) =>
    db
      .select({
        id: messages.id,
        ticketId: tickets.id,
        customerId: tickets.customerId,
        from: sql<BadgeMessage['from']>`case when ${messages.direction} = 'inbound' then 'customer' else 'us' end`,
        at: messages.at,
        leftOut: sql<boolean>`coalesce(${tickets.closedAs} in ('spam', 'no reply needed'), false)`,
      })
      .from(messages)
      .innerJoin(tickets, eq(tickets.id, messages.ticketId))
      .where(
        and(
          eq(messages.workspaceId, workspaceId),
          eq(messages.accountId, accountId),
          eq(messages.place, 'private'),
          gte(messages.at, since),
          or(eq(messages.direction, 'inbound'), and(eq(messages.direction, 'outbound'), isNotNull(messages.sentAt))),
          after && afterKey(messages.at, messages.id, after.at, after.id),
        ),
      )
      .orderBy(asc(messages.at), asc(messages.id))
      .limit(size)
  return Array.fromAsync(pages((after: Row | undefined, size) => page(after, size)))
}
