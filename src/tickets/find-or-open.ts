import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { openings, tickets } from '../db/schema.ts'
import { isThanks } from '../rules/thanks.ts'
import type { Stored } from '../settings/stored.ts'
import type { Inbound } from './inbound.ts'
import type { AccountRow, Customer, Ticket } from './ticket.ts'

const THANKS_WITHIN = { hours: 24 }

export interface Found {
  ticket: Ticket
  opened: boolean
  /** Joined a closed ticket: it says thanks, and starts no clock. */
  thanks: boolean
}

/**
 * Which ticket a message joins: the private conversation that one of our replies opened keeps to its ticket; else the one
 * open ticket of this conversation and customer; else, for thanks, the one just closed; else a new one.
 */
export async function findOrOpen(
  tx: Db,
  account: AccountRow,
  customer: Customer,
  { incoming, at, history }: { incoming: Inbound; at: Temporal.Instant; history: boolean },
  settings: Stored,
): Promise<Found> {
  const joined = (await openedByUs(tx, account, incoming)) ?? (await openOne(tx, account, customer, incoming))
  if (joined) return { ticket: joined, opened: false, thanks: false }

  const earlier = await latest(tx, customer)
  const closedHere = await latestClosed(tx, account, customer, incoming)
  const recent = closedHere?.closedAt && Temporal.Instant.compare(at, closedHere.closedAt.add(THANKS_WITHIN)) <= 0
  if (closedHere && recent && isThanks(incoming.text, settings.team.thanks))
    return { ticket: closedHere, opened: false, thanks: true }

  const [opened] = await tx
    .insert(tickets)
    .values({
      ...{ workspaceId: account.workspaceId, accountId: account.id, customerId: customer.id },
      ...{ place: incoming.place, conversation: incoming.conversation, about: incoming.about },
      ...{ channelId: account.channelId ?? settings.channel, earlierId: earlier?.id },
      ...{ openedAt: at, history },
    })
    .onConflictDoNothing()
    .returning()
  if (opened) return { ticket: opened, opened: true, thanks: false }
  // Somebody opened it between our look and our insert, and has committed by now: join that one.
  const theirs = await openOne(tx, account, customer, incoming)
  if (!theirs) throw new Error('A ticket was opened and closed within one transaction')
  return { ticket: theirs, opened: false, thanks: false }
}

/** The row is locked: else a close at this moment would leave the message in a closed ticket. */
async function openOne(tx: Db, account: AccountRow, customer: Customer, incoming: Inbound) {
  const [open] = await tx
    .select()
    .from(tickets)
    .where(and(sameConversation(account, customer, incoming), isNull(tickets.closedAt)))
    .for('update')
  return open
}

async function openedByUs(tx: Db, account: AccountRow, incoming: Inbound) {
  if (incoming.place !== 'private') return undefined
  const [opening] = await tx
    .select({ ticket: tickets })
    .from(openings)
    .innerJoin(tickets, eq(tickets.id, openings.ticketId))
    .where(
      and(
        eq(openings.accountId, account.id),
        eq(openings.conversation, incoming.conversation),
        isNull(tickets.closedAt),
      ),
    )
    .for('update')
  return opening?.ticket
}

async function latest(tx: Db, customer: Customer) {
  const [ticket] = await tx
    .select()
    .from(tickets)
    .where(eq(tickets.customerId, customer.id))
    .orderBy(desc(tickets.openedAt), desc(tickets.id))
    .limit(1)
  return ticket
}

async function latestClosed(tx: Db, account: AccountRow, customer: Customer, incoming: Inbound) {
  const [ticket] = await tx
    .select()
    .from(tickets)
    .where(and(sameConversation(account, customer, incoming), isNotNull(tickets.closedAt)))
    .orderBy(desc(tickets.closedAt))
    .limit(1)
  return ticket
}

function sameConversation(account: AccountRow, customer: Customer, { place, conversation }: Inbound) {
  return and(
    eq(tickets.accountId, account.id),
    eq(tickets.place, place),
    eq(tickets.conversation, conversation),
    eq(tickets.customerId, customer.id),
  )
}
