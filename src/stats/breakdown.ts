import type { Db } from '../db/connect.ts'
import { accounts, episodes, tickets } from '../db/schema.ts'
import { and, count, eq, lte, sql } from '../db/sql.ts'
import type { Elapsed } from './elapsed.ts'
import { counted } from './opened.ts'
import { repliedIn } from './replies.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'
import { none, type Spread, spread } from './spread.ts'

export interface Part {
  name: string
  /** Opened in the range. */
  tickets: number
  answered: number
  /** Delivered in the range. */
  firstReply: Spread
}

const kinds = {
  network: sql<string>`${accounts.network}`,
  account: sql<string>`${accounts.name}`,
  place: sql<string>`${tickets.place}`,
  language: sql<string>`coalesce(${tickets.language}, '')`,
  // A ticket with two tags counts under both.
  tag: sql<string>`unnest(${tickets.tags})`,
} as const

export type Kind = keyof typeof kinds

/** The figures of a scope apart by one of the kinds, in alphabetical order. A ticket that no message tells the language of has none, ''. */
export async function breakdown(
  db: Db,
  scope: Scope,
  kind: Kind,
  elapsed: Elapsed,
  now: Temporal.Instant,
): Promise<Part[]> {
  const name = kinds[kind].as('part')
  const [open, answers] = await Promise.all([
    db
      .select({ name, tickets: count(), answered: counted(lte(tickets.firstReplyAt, now)) })
      .from(tickets)
      .innerJoin(accounts, eq(accounts.id, tickets.accountId))
      .where(and(eq(tickets.workspaceId, scope.workspaceId), inRanges(tickets.openedAt, scope), ownedTicketFits(scope)))
      .groupBy(sql`part`),
    db
      .select({ name, firstReply: spread(elapsed(episodes.startedAt, episodes.endedAt)) })
      .from(episodes)
      .innerJoin(tickets, eq(tickets.id, episodes.ticketId))
      .innerJoin(accounts, eq(accounts.id, tickets.accountId))
      .where(and(repliedIn(db, scope), eq(episodes.metric, 'first reply')))
      .groupBy(sql`part`),
  ])
  return inOrder([...open, ...answers].map((row) => row.name)).map((name) => ({
    name,
    tickets: open.find((row) => row.name === name)?.tickets ?? 0,
    answered: open.find((row) => row.name === name)?.answered ?? 0,
    firstReply: answers.find((row) => row.name === name)?.firstReply ?? none,
  }))
}

export function inOrder(names: string[]): string[] {
  return [...new Set(names)].toSorted(new Intl.Collator('en').compare)
}
