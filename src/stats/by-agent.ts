import type { Db } from '../db/connect.ts'
import { agents, episodes, messages, tickets } from '../db/schema.ts'
import { and, count, eq, inArray, isNotNull } from '../db/sql.ts'
import { inOrder } from './breakdown.ts'
import type { Elapsed } from './elapsed.ts'
import { repliedIn } from './replies.ts'
import { inRanges, ofFittingTicket, ownedTicketFits, type Scope } from './scope.ts'
import { none, type Spread, spread } from './spread.ts'

export interface AgentPart {
  agent: string
  /** Delivered in the range, whoever owned the ticket. */
  replies: number
  firstReply: Spread
  /** Tickets closed in the range that they had then. */
  closed: number
}

/** In alphabetical order: this ranks nobody. For the agent and for leads, never for a channel. */
export async function byAgent(db: Db, scope: Scope, elapsed: Elapsed): Promise<AgentPart[]> {
  const name = agents.name
  const [sent, answers, closed] = await Promise.all([
    db
      .select({ name, n: count() })
      .from(messages)
      .innerJoin(agents, eq(agents.id, messages.agentId))
      .where(deliveredIn(db, scope))
      .groupBy(name),
    db
      .select({ name, firstReply: spread(elapsed(episodes.startedAt, episodes.endedAt)) })
      .from(episodes)
      .innerJoin(agents, eq(agents.id, episodes.agentId))
      .where(and(repliedIn(db, scope), eq(episodes.metric, 'first reply')))
      .groupBy(name),
    db
      .select({ name, n: count() })
      .from(tickets)
      .innerJoin(agents, eq(agents.id, tickets.claimedBy))
      .where(and(eq(tickets.workspaceId, scope.workspaceId), inRanges(tickets.closedAt, scope), ownedTicketFits(scope)))
      .groupBy(name),
  ])
  return inOrder([...sent, ...answers, ...closed].map((row) => row.name)).map((agent) => ({
    agent,
    replies: sent.find((row) => row.name === agent)?.n ?? 0,
    firstReply: answers.find((row) => row.name === agent)?.firstReply ?? none,
    closed: closed.find((row) => row.name === agent)?.n ?? 0,
  }))
}

/** Who answered in the scope, in alphabetical order. */
export async function whoAnswered(db: Db, scope: Scope): Promise<string[]> {
  const rows = await db
    .selectDistinct({ name: agents.name })
    .from(messages)
    .innerJoin(agents, eq(agents.id, messages.agentId))
    .where(deliveredIn(db, scope))
  return inOrder(rows.map((row) => row.name))
}

/** Our messages that arrived: what failed or may not have arrived is no reply. */
function deliveredIn(db: Db, scope: Scope) {
  const agentIds = scope.only?.agentIds
  return and(
    eq(messages.workspaceId, scope.workspaceId),
    eq(messages.direction, 'outbound'),
    isNotNull(messages.sentAt),
    inRanges(messages.sentAt, scope),
    agentIds && inArray(messages.agentId, agentIds),
    ofFittingTicket(db, messages.ticketId, scope),
  )
}
