import type { Db } from '../db/connect.ts'
import { messages, tickets } from '../db/schema.ts'
import { and, count, eq, isNotNull, sql } from '../db/sql.ts'
import { counted } from './opened.ts'
import { percent } from './percent.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'

export interface Touches {
  /** Delivered replies for each ticket that was closed as resolved with at least one; null if there was none. */
  repliesPerTicket: number | null
  /** Of these tickets, the share that took one reply: 0 to 100 with one decimal. */
  oneTouch: number | null
}

/** How many replies it took to resolve the tickets closed in the range. */
export async function touches(db: Db, scope: Scope): Promise<Touches> {
  const each = db
    .select({ replies: count().as('replies') })
    .from(tickets)
    .innerJoin(messages, eq(messages.ticketId, tickets.id))
    .where(
      and(
        eq(tickets.workspaceId, scope.workspaceId),
        inRanges(tickets.closedAt, scope),
        eq(tickets.closedAs, 'resolved'),
        ownedTicketFits(scope),
        eq(messages.direction, 'outbound'),
        isNotNull(messages.sentAt),
      ),
    )
    .groupBy(tickets.id)
    .as('each')
  const [row] = await db
    .select({
      tickets: count(),
      once: counted(eq(each.replies, 1)),
      replies: sql<number | null>`avg(${each.replies})`.mapWith(Number),
    })
    .from(each)
  return { repliesPerTicket: row?.replies ?? null, oneTouch: percent(row?.once ?? 0, row?.tickets ?? 0) }
}
