import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { accounts, agents, customers, episodes, tickets } from '../db/schema.ts'
import { claim } from './claim.ts'
import { Refusal } from './refusal.ts'
import type { Agent, Ticket } from './ticket.ts'

export interface Waiting {
  ticket: Ticket
  customer: string
  account: string
  network: string
  owner: string | null
  /** When the promise falls due; null: it is the customer's turn. */
  dueAt: Temporal.Instant | null
}

const urgency = sql`array_position(array['urgent', 'high', 'normal', 'low'], ${tickets.priority})`

/** Open tickets, the most pressing first: by priority, then by what is due first. `owner` narrows: an agent's, or nobody's. */
export async function queue(
  db: Db,
  workspaceId: string,
  { owner, channelId, most }: { owner?: Pick<Agent, 'id'> | 'nobody'; channelId?: string; most: number },
): Promise<Waiting[]> {
  const found = await db
    .select({
      ticket: tickets,
      name: customers.name,
      handle: customers.handle,
      account: accounts.name,
      network: accounts.network,
      owner: agents.name,
      dueAt: episodes.dueAt,
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
        owner === 'nobody' ? isNull(tickets.snoozedUntil) : undefined,
        channelId ? eq(tickets.channelId, channelId) : undefined,
      ),
    )
    .orderBy(sql`${episodes.dueAt} is null`, urgency, asc(episodes.dueAt), asc(tickets.id))
    .limit(most)
  return found.map(({ name, handle, ...row }) => ({ ...row, customer: name ?? handle ?? 'A customer' }))
}

/** Claims the most pressing ticket that nobody has. Several at once get one each. Throws a `Refusal` when none waits. */
export async function claimNext(
  db: Db,
  workspaceId: string,
  channelId: string | undefined,
  by: Agent,
  now: Temporal.Instant,
): Promise<Ticket> {
  for (const { ticket } of await queue(db, workspaceId, { owner: 'nobody', channelId, most: 50 })) {
    try {
      return await claim(db, ticket, by, now)
    } catch (error) {
      // Somebody was faster; the next one then.
      if (!(error instanceof Refusal)) throw error
    }
  }
  throw new Refusal('Nobody is waiting for someone right now.')
}
