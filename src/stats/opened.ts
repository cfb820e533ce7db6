import type { Db } from '../db/connect.ts'
import { episodes, tickets } from '../db/schema.ts'
import { and, count, eq, isNull, lt, lte, type SQL, sql } from '../db/sql.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'

export interface Opened {
  tickets: number
  /** Of these, with a first human reply by now. */
  answered: number
  /** Of these, with an unanswered message now. */
  waiting: number
  /** Of those waiting, past the promise. */
  overdue: number
}

/** The tickets opened in the range, and how they stand now. */
export async function opened(db: Db, scope: Scope, now: Temporal.Instant): Promise<Opened> {
  const inScope = and(
    eq(tickets.workspaceId, scope.workspaceId),
    inRanges(tickets.openedAt, scope),
    ownedTicketFits(scope),
  )
  const [[all], [open]] = await Promise.all([
    db
      .select({ tickets: count(), answered: counted(lte(tickets.firstReplyAt, now)) })
      .from(tickets)
      .where(inScope),
    db
      .select({ waiting: count(), overdue: counted(lt(episodes.dueAt, now)) })
      .from(tickets)
      .innerJoin(episodes, and(eq(episodes.ticketId, tickets.id), isNull(episodes.endedAt)))
      .where(and(inScope, isNull(tickets.closedAt))),
  ])
  return { tickets: 0, answered: 0, waiting: 0, overdue: 0, ...all, ...open }
}

export function counted(where: SQL | undefined) {
  return sql<number>`count(*) filter (where ${where})`.mapWith(Number)
}
