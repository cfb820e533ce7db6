import type { Db } from '../db/connect.ts'
import { accounts, agents, customers, episodes, tickets } from '../db/schema.ts'
import { and, asc, eq, isNull, sql } from '../db/sql.ts'
import { claim } from './claim.ts'
import { clockOf, type Promised } from './clock-of.ts'
import { type LastWords, lastWords } from './last-words.ts'
import { Refusal } from './refusal.ts'
import type { AccountRow, Agent, Ticket } from './ticket.ts'

export interface Waiting {
  ticket: Ticket
  customer: string
  account: Pick<AccountRow, 'network' | 'name' | 'options'>
  owner: string | null
  clock: Promised['clock']
  /** None: a ticket without a word of the customer's. */
  said: LastWords | undefined
}

const urgency = sql`array_position(array['urgent', 'high', 'normal', 'low'], ${tickets.priority})`

/** What counts: the earliest of all that is promised, and of the network's window; null on the customer's turn. */
export const countsAt = sql<Temporal.Instant | null>`least(
  ${episodes.dueAt},
  ${tickets.solveBy},
  ${tickets.comeBackAt},
  case when ${episodes.id} is not null then ${tickets.windowUntil} end
)`.mapWith(tickets.windowUntil)

export interface Ask {
  /** An agent's, or nobody's. */
  owner?: Pick<Agent, 'id'> | 'nobody'
  channelId?: string
  most: number
}

/** Open tickets, the most pressing first: by priority, then by what is due first. */
export async function queue(db: Db, workspaceId: string, ask: Ask): Promise<Waiting[]> {
  const found = await mostPressing(db, workspaceId, ask)
  const said = await lastWords(
    db,
    found.map(({ ticket }) => ticket.id),
  )
  return Promise.all(
    found.map(async ({ name, handle, ...row }) => ({
      ...row,
      customer: name ?? handle ?? 'A customer',
      clock: (await clockOf(db, row.ticket)).clock,
      said: said.get(row.ticket.id),
    })),
  )
}

/** Claims the most pressing ticket that nobody has. Several at once get one each. Throws a `Refusal` when none waits. */
export async function claimNext(
  db: Db,
  workspaceId: string,
  channelId: string | undefined,
  by: Agent,
  now: Temporal.Instant,
): Promise<Ticket> {
  for (const { ticket } of await mostPressing(db, workspaceId, { owner: 'nobody', channelId, most: 50 })) {
    try {
      return await claim(db, ticket, by, now)
    } catch (error) {
      // Somebody was faster; the next one then.
      if (!(error instanceof Refusal)) throw error
    }
  }
  throw new Refusal('Nobody is waiting for someone right now.')
}

function mostPressing(db: Db, workspaceId: string, { owner, channelId, most }: Ask) {
  return db
    .select({
      ticket: tickets,
      name: customers.name,
      handle: customers.handle,
      account: { network: accounts.network, name: accounts.name, options: accounts.options },
      owner: agents.name,
    })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .innerJoin(accounts, eq(accounts.id, tickets.accountId))
    .leftJoin(agents, eq(agents.id, tickets.claimedBy))
    .leftJoin(episodes, and(eq(episodes.ticketId, tickets.id), isNull(episodes.endedAt)))
    .where(
      and(
        eq(tickets.workspaceId, workspaceId),
        isNull(tickets.closedAt),
        owner === 'nobody' ? isNull(tickets.claimedBy) : owner && eq(tickets.claimedBy, owner.id),
        owner === 'nobody' ? isNull(tickets.snoozedAt) : undefined,
        channelId ? eq(tickets.channelId, channelId) : undefined,
      ),
    )
    .orderBy(sql`${countsAt} is null`, urgency, asc(countsAt), asc(tickets.id))
    .limit(most)
}
