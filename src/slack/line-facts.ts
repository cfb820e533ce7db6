import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { accounts, agents, customers, episodes, messages, posts, tickets } from '../db/schema.ts'
import { and, asc, eq, inArray, isNull, lte, sql } from '../db/sql.ts'
import type { Message } from '../tickets/ticket.ts'
import { called } from './called.ts'
import { type CardFacts, MOST_SAID, type Networks, whatWaits } from './card-facts.ts'

/** All that a ticket's line on a roll-up is drawn from. */
export interface LineFacts extends Pick<CardFacts, 'ticket' | 'customer' | 'account' | 'network' | 'owner' | 'said'> {
  /** The ticket's own card, posted or not. */
  card: Post | undefined
}

/**
 * The lines of so many tickets, in the order asked for, with a few statements for all of them: in a storm a roll-up is drawn
 * with each line that somebody takes.
 */
export async function lineFacts(db: Db, networks: Networks, workspaceId: string, ids: number[]): Promise<LineFacts[]> {
  if (ids.length === 0) return []
  const found = await db
    .select({ ticket: tickets, customer: customers, account: accounts, owner: agents, startedAt: episodes.startedAt })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .innerJoin(accounts, eq(accounts.id, tickets.accountId))
    .leftJoin(agents, eq(agents.id, tickets.claimedBy))
    .leftJoin(episodes, and(eq(episodes.ticketId, tickets.id), isNull(episodes.endedAt)))
    .where(and(eq(tickets.workspaceId, workspaceId), inArray(tickets.id, ids)))
  const byId = new Map(found.map((one) => [one.ticket.id, one]))
  const said = Map.groupBy(await newestInbound(db, ids), ({ ticketId }) => ticketId)
  const cards = new Map((await cardsOf(db, workspaceId, ids)).map((card) => [card.ticketId, card]))
  return ids.map((id) => {
    const one = byId.get(id)
    const network = one && networks.get(one.account.network)
    if (!one || !network) throw new Error(`Ticket ${id} cannot be drawn`)
    const { ticket, customer, account, owner, startedAt } = one
    const names = called(network, account)
    return {
      ...{ ticket, customer, owner: owner ?? undefined, card: cards.get(id) },
      account: { ...account, name: names.account },
      network: { ...network, label: names.label },
      said: whatWaits(said.get(id) ?? [], startedAt ? { startedAt } : undefined),
    }
  })
}

/** What the customers wrote last, oldest first. */
async function newestInbound(db: Db, ids: number[]): Promise<Message[]> {
  const ranked = db
    .select({
      id: messages.id,
      rank: sql<number>`row_number() over (partition by ${messages.ticketId} order by ${messages.at} desc, ${messages.id} desc)`.as(
        'rank',
      ),
    })
    .from(messages)
    .where(and(inArray(messages.ticketId, ids), eq(messages.direction, 'inbound')))
    .as('ranked')
  const found = await db
    .select({ message: messages })
    .from(messages)
    .innerJoin(ranked, eq(ranked.id, messages.id))
    .where(lte(ranked.rank, MOST_SAID))
    .orderBy(asc(messages.at), asc(messages.id))
  return found.map(({ message }) => message)
}

/** Every card each has had, the newest last. */
function cardsOf(db: Db, workspaceId: string, ids: number[]): Promise<Post[]> {
  return db
    .select()
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.ticketId, ids), eq(posts.kind, 'card')))
    .orderBy(asc(posts.id))
}
