import type { Db } from '../db/connect.ts'
import { episodes, tickets } from '../db/schema.ts'
import { and, asc, count, eq, isNull, lt, min } from '../db/sql.ts'
import { ofFittingTicket, type Scope, ticketFits } from './scope.ts'

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
  const here = { ...scope, ranges: [] }
  const waiting = db
    .select({ since: episodes.startedAt })
    .from(episodes)
    .where(
      and(
        eq(episodes.workspaceId, scope.workspaceId),
        isNull(episodes.endedAt),
        ofFittingTicket(db, episodes.ticketId, here),
      ),
    )
    .orderBy(asc(episodes.startedAt))
    .limit(MOST)
    .as('waiting')
  const openLong = db
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        eq(tickets.workspaceId, scope.workspaceId),
        isNull(tickets.closedAt),
        lt(tickets.openedAt, now.subtract({ hours: 24 })),
        ticketFits(here),
      ),
    )
    .limit(MOST)
    .as('open_long')
  const [[wait], [open]] = await Promise.all([
    db.select({ n: count(), oldest: min(waiting.since) }).from(waiting),
    db.select({ n: count() }).from(openLong),
  ])
  return { waiting: wait?.n ?? 0, oldest: wait?.oldest ?? null, openLong: open?.n ?? 0 }
}
