import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNull, not } from '../db/sql.ts'
import type { Elapsed } from './elapsed.ts'
import { counted } from './opened.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'
import { type Spread, spread } from './spread.ts'

export interface Closed {
  /** From the first message to the close as resolved; of a reopened ticket, to its last. */
  resolution: Spread
  /** Closed by nobody, because nothing came any more. */
  closedAutomatically: number
  /** Closed because it goes on somewhere else: neither solved here nor excused. */
  continuedElsewhere: number
}

/** The tickets closed in the range that are closed still. */
export async function closed(db: Db, scope: Scope, elapsed: Elapsed): Promise<Closed> {
  const [row] = await db
    .select({
      resolution: spread(elapsed(tickets.openedAt, tickets.closedAt), eq(tickets.closedAs, 'resolved')),
      closedAutomatically: counted(and(isNull(tickets.closedBy), not(tickets.history))),
      continuedElsewhere: counted(eq(tickets.closedAs, 'continues elsewhere')),
    })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, scope.workspaceId), inRanges(tickets.closedAt, scope), ownedTicketFits(scope)))
  if (!row) throw new Error('A count without groups has one row')
  return row
}
