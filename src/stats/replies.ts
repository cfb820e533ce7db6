import type { Db } from '../db/connect.ts'
import { episodes } from '../db/schema.ts'
import { and, eq, inArray, type SQL, sql } from '../db/sql.ts'
import type { Elapsed } from './elapsed.ts'
import { counted } from './opened.ts'
import { inRanges, ofFittingTicket, type Scope } from './scope.ts'
import { type Spread, spread } from './spread.ts'

export interface Replies {
  firstReply: Spread
  nextReply: Spread
  within: Within
}

/** First replies by how long they took; each is in one of them. */
export interface Within {
  '15m': number
  '1h': number
  '4h': number
  '24h': number
  later: number
}

/**
 * The turns of waiting that a delivered reply ended in the range, whenever they began. A ticket has one first reply, also
 * after a reopen, and a first reply is not counted again as a next one.
 */
export async function replies(db: Db, scope: Scope, elapsed: Elapsed): Promise<Replies> {
  const took = elapsed(episodes.startedAt, episodes.endedAt)
  const first = eq(episodes.metric, 'first reply')
  const [row] = await db
    .select({
      firstReply: spread(took, first),
      nextReply: spread(took, eq(episodes.metric, 'next reply')),
      within: within(first),
    })
    .from(episodes)
    .where(repliedIn(db, scope))
  if (!row) throw new Error('A count without groups has one row')
  return row
}

/** Whose reply it was is the replier's, whoever owned the ticket. */
export function repliedIn(db: Db, scope: Scope): SQL | undefined {
  const agentIds = scope.only?.agentIds
  return and(
    eq(episodes.workspaceId, scope.workspaceId),
    inRanges(episodes.endedAt, scope),
    eq(episodes.endedAs, 'replied'),
    agentIds && inArray(episodes.agentId, agentIds),
    ofFittingTicket(db, episodes.ticketId, scope),
  )
}

function within(first: SQL) {
  const took = sql`${episodes.endedAt} - ${episodes.startedAt}`
  const between = (least: string, most: string) =>
    counted(and(first, sql`${took} > ${least}::interval`, sql`${took} <= ${most}::interval`))
  return {
    '15m': counted(and(first, sql`${took} <= '15 minutes'::interval`)),
    '1h': between('15 minutes', '1 hour'),
    '4h': between('1 hour', '4 hours'),
    '24h': between('4 hours', '24 hours'),
    later: counted(and(first, sql`${took} > '24 hours'::interval`)),
  }
}
