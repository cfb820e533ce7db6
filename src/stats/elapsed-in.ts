import type { Db } from '../db/connect.ts'
import { episodes, tickets } from '../db/schema.ts'
import { and, eq, min } from '../db/sql.ts'
import { type Elapsed, elapsed, type Openings } from './elapsed.ts'
import { repliedIn } from './replies.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'

/** How time is counted for what ended in the scope. Opening hours are laid out from the earliest start on. */
export async function elapsedIn(db: Db, scope: Scope, openings?: Openings): Promise<Elapsed> {
  if (!openings) return elapsed()
  const [[turn], [ticket]] = await Promise.all([
    db
      .select({ at: min(episodes.startedAt) })
      .from(episodes)
      .where(repliedIn(db, scope)),
    db
      .select({ at: min(tickets.openedAt) })
      .from(tickets)
      .where(
        and(eq(tickets.workspaceId, scope.workspaceId), inRanges(tickets.closedAt, scope), ownedTicketFits(scope)),
      ),
  ])
  const moments = [turn?.at, ticket?.at, ...scope.ranges.map(({ to }) => to)]
    .filter((at) => at instanceof Temporal.Instant)
    .toSorted(Temporal.Instant.compare)
  const [from, to] = [moments.at(0), moments.at(-1)]
  return from && to ? elapsed(openings, { from, to }) : elapsed()
}
