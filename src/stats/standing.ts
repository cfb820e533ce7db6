import { and, asc, eq, isNull, lt } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { episodes, tickets } from '../db/schema.ts'
import { type Scope, ticketFits } from './scope.ts'

export interface Standing {
  /** Tickets with an unanswered message, at most `MOST`. */
  waiting: number
  oldest: Temporal.Instant | null
  /** Open for longer than a day, at most `MOST`. */
  openLong: number
}

/** Nobody counts further, and so a backlog of any size costs the same. */
export const MOST = 1000

/** How things stand now, whenever they began. */
export async function standing(db: Db, scope: Omit<Scope, 'ranges'>, now: Temporal.Instant): Promise<Standing> {
  const fits = ticketFits({ ...scope, ranges: [] })
  const [waiting, openLong] = await Promise.all([
    db
      .select({ since: episodes.startedAt })
      .from(episodes)
      .innerJoin(tickets, eq(tickets.id, episodes.ticketId))
      .where(and(eq(episodes.workspaceId, scope.workspaceId), isNull(episodes.endedAt), isNull(tickets.closedAt), fits))
      .orderBy(asc(episodes.startedAt))
      .limit(MOST),
    db
      .select({ id: tickets.id })
      .from(tickets)
      .where(
        and(
          eq(tickets.workspaceId, scope.workspaceId),
          isNull(tickets.closedAt),
          lt(tickets.openedAt, now.subtract({ hours: 24 })),
          fits,
        ),
      )
      .limit(MOST),
  ])
  return { waiting: waiting.length, oldest: waiting[0]?.since ?? null, openLong: openLong.length }
}
