import type { Db } from '../db/connect.ts'
import { type accounts, messages, tickets } from '../db/schema.ts'
import {
  alias,
  and,
  arrayContains,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type PgColumn,
  type SQL,
  sql,
} from '../db/sql.ts'

/** From one moment up to, but not including, another. */
export interface Range {
  from: Temporal.Instant
  to: Temporal.Instant
}

/** Ids, since a name may mean several: an agent with a Slack id and the same one in history from another tool. */
export interface Filters {
  accountIds?: (typeof accounts.$inferSelect)['id'][]
  agentIds?: number[]
  channelId?: string
  tag?: string
  place?: (typeof tickets.$inferSelect)['place']
}

/** What a figure is counted over. Several ranges are counted as one, so that their median is a median of rows. */
export interface Scope {
  workspaceId: string
  ranges: Range[]
  only?: Filters
}

export function inRanges(column: PgColumn, { ranges }: Scope): SQL | undefined {
  return or(...ranges.map(({ from, to }) => and(gte(column, from), lt(column, to))))
}

/** The filters that are about the ticket itself, for a query that reads `tickets`. */
export function ticketFits({ only = {} }: Scope): SQL | undefined {
  return about(tickets, only)
}

/** And its owner: ownership is the owner's, a reply is the replier's. */
export function ownedTicketFits(scope: Scope): SQL | undefined {
  return and(ticketFits(scope), scope.only?.agentIds && inArray(tickets.claimedBy, scope.only.agentIds))
}

/** The same for a query that reads something of a ticket: nothing at all is asked of the ticket without a filter. */
export function ofFittingTicket(db: Db, ticketId: PgColumn, { only = {} }: Scope, owned: 'owned' | 'any' = 'any') {
  const wanted = and(
    about(theirs, only),
    owned === 'owned' && only.agentIds ? inArray(theirs.claimedBy, only.agentIds) : undefined,
  )
  if (!wanted) return undefined
  return exists(
    db
      .select({ id: theirs.id })
      .from(theirs)
      .where(and(eq(theirs.id, ticketId), wanted)),
  )
}

/** Messages of tickets that fit, and quiet ones, which have no ticket, no tag and nobody who owns them. */
export function ofTicketOrQuiet(db: Db, scope: Scope): SQL | undefined {
  const { accountIds, agentIds, channelId, tag, place } = scope.only ?? {}
  const ofTicket = and(isNotNull(messages.ticketId), ofFittingTicket(db, messages.ticketId, scope, 'owned'))
  if (agentIds || tag !== undefined) return ofTicket
  const quiet = and(
    isNull(messages.ticketId),
    isNotNull(messages.quiet),
    accountIds && inArray(messages.accountId, accountIds),
    place && eq(messages.place, place),
    channelId === undefined ? undefined : sql`${messages.quiet}->>'channelId' = ${channelId}`,
  )
  return or(ofTicket, quiet)
}

const theirs = alias(tickets, 'theirs')

function about(ticket: typeof tickets | typeof theirs, { accountIds, channelId, tag, place }: Filters) {
  return and(
    accountIds && inArray(ticket.accountId, accountIds),
    channelId === undefined ? undefined : eq(ticket.channelId, channelId),
    tag === undefined ? undefined : arrayContains(ticket.tags, [tag]),
    place && eq(ticket.place, place),
  )
}
