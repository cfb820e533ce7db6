import type { Db } from '../db/connect.ts'
import { accounts, agents, channels, posts, tickets } from '../db/schema.ts'
import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from '../db/sql.ts'
import { isAway } from './away.ts'
import { record } from './record.ts'
import type { AccountRow, Agent, Ticket } from './ticket.ts'

/** With more new cards than this waiting for their place in the channel nobody is called for each: they stand on a roll-up. */
const STORM = 10

/**
 * `assign=turn`: a new ticket of the account goes to the next of its channel's members who is not away, one after the other.
 * In a storm, or with nobody there, it is offered to everybody as ever.
 */
export async function assignInTurn(
  tx: Db,
  account: AccountRow,
  ticket: Ticket,
  now: Temporal.Instant,
): Promise<Ticket> {
  if (account.options.assign !== 'turn' || !ticket.channelId || ticket.claimedBy) return ticket
  const owner = await nextInTurn(tx, account, ticket.channelId, now)
  if (!owner || (await isStorm(tx, ticket.channelId))) return ticket
  const [assigned] = await tx
    .update(tickets)
    .set({ claimedBy: owner.id, claimedAt: now })
    .where(and(eq(tickets.id, ticket.id), isNull(tickets.claimedBy), isNull(tickets.closedAt)))
    .returning()
  if (!assigned) return ticket
  await tx.update(accounts).set({ turnAgentId: owner.id }).where(eq(accounts.id, account.id))
  await record(tx, assigned, 'ticket.assigned', undefined, now, { to: owner.id, turn: true })
  // The card is what calls its owner, when it is posted.
  await tx
    .update(posts)
    .set({ data: { calls: owner.id } })
    .where(and(eq(posts.ticketId, ticket.id), eq(posts.kind, 'card'), isNull(posts.ts)))
  return assigned
}

/** After the one who had the last turn, in a fixed order that begins again. The account's row is locked, so that nobody has it twice. */
async function nextInTurn(
  tx: Db,
  account: AccountRow,
  channelId: string,
  now: Temporal.Instant,
): Promise<Agent | undefined> {
  const [{ turnAgentId } = { turnAgentId: null }] = await tx
    .select({ turnAgentId: accounts.turnAgentId })
    .from(accounts)
    .where(eq(accounts.id, account.id))
    // Not `update`: each ticket that others are opening holds the account's key.
    .for('no key update')
  const [channel] = await tx.select().from(channels).where(eq(channels.id, channelId))
  const members = channel?.members ?? []
  if (members.length === 0) return undefined
  const all = await tx
    .select()
    .from(agents)
    .where(and(eq(agents.workspaceId, account.workspaceId), inArray(agents.id, members), isNotNull(agents.slackId)))
    .orderBy(asc(agents.id))
  const present = all.filter((agent) => !isAway(agent, now))
  return present.find(({ id }) => id > (turnAgentId ?? 0)) ?? present[0]
}

async function isStorm(tx: Db, channelId: string): Promise<boolean> {
  const waiting = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        ...[eq(posts.channelId, channelId), eq(posts.kind, 'card'), isNull(posts.ts), isNull(posts.sendingAt)],
        gt(posts.wanted, sql`${posts.shown}`),
      ),
    )
    .limit(STORM + 1)
  return waiting.length > STORM
}
