import type { Db } from '../db/connect.ts'
import { openings, tickets } from '../db/schema.ts'
import { and, desc, eq, isNotNull, isNull, lte, or, sql } from '../db/sql.ts'
import { ratingOf } from '../rules/rating-of.ts'
import { route } from '../rules/route.ts'
import { isThanks } from '../rules/thanks.ts'
import type { Stored } from '../settings/stored.ts'
import { channelFor } from './channel-for.ts'
import type { Inbound } from './inbound.ts'
import { lockTicket } from './lock-ticket.ts'
import type { AccountRow, Customer, Ticket } from './ticket.ts'

const THANKS_WITHIN = { hours: 24 }
const RATED_WITHIN = { hours: 7 * 24 }

export interface Found {
  ticket: Ticket
  opened: boolean
  /** Joined a closed ticket: it says thanks, and starts no clock. */
  thanks: boolean
  /** It answers, from 1 to 5, how we did. */
  rating?: number
}

/** Where a message was written. */
type Spot = Pick<Inbound, 'place' | 'conversation'>

/**
 * Which ticket a message joins: the private conversation that one of our replies opened keeps to its ticket; else the one
 * open ticket of this conversation and customer; else, for thanks, the one just closed. Undefined: it needs a new one.
 * Deliveries come in any order: thanks from before the open ticket are for the one before it.
 */
export async function find(
  tx: Db,
  account: AccountRow,
  customer: Customer,
  said: { incoming: Spot & Pick<Inbound, 'text'>; at: Temporal.Instant },
  settings: Stored,
): Promise<Found | undefined> {
  const ticket = await openTicketOf(tx, account, customer, said.incoming)
  const joined = ticket && { ticket, opened: false, thanks: false }
  if (ticket && Temporal.Instant.compare(said.at, ticket.openedAt) >= 0) return joined
  return (await findClosed(tx, account, customer, said, settings)) ?? joined
}

/** The closed ticket that this says thanks for, or how we did in. */
async function findClosed(
  tx: Db,
  account: AccountRow,
  customer: Customer,
  { incoming, at }: Parameters<typeof find>[3],
  settings: Stored,
): Promise<Found | undefined> {
  const closedHere = await latestClosed(tx, account, customer, incoming, at)
  const rating = closedHere && answersHowWeDid(closedHere, incoming.text, at)
  if (closedHere && rating) return { ticket: await lockTicket(tx, closedHere), opened: false, thanks: true, rating }
  const recent = closedHere?.closedAt && Temporal.Instant.compare(at, closedHere.closedAt.add(THANKS_WITHIN)) <= 0
  if (closedHere && recent && isThanks(incoming.text, settings.team.thanks))
    return { ticket: await lockTicket(tx, closedHere), opened: false, thanks: true }
  return undefined
}

function answersHowWeDid({ askedAt, ratedAt }: Ticket, text: string, at: Temporal.Instant): number | undefined {
  const inTime = askedAt && Temporal.Instant.compare(at, askedAt.add(RATED_WITHIN)) <= 0
  return inTime && !ratedAt ? ratingOf(text) : undefined
}

/** What opens a ticket: the routes go by it. */
type Opener = Spot & Pick<Inbound, 'text' | 'about' | 'priority'> & { rating?: number | null; language: string | null }

/** Opens a new ticket where the team's routes say; if somebody has opened one between our look and this, that one is joined. */
export async function open(
  tx: Db,
  account: AccountRow,
  customer: Customer,
  incoming: Opener,
  { at, history, windowUntil }: { at: Temporal.Instant; history: boolean; windowUntil?: Temporal.Instant },
  settings: Stored,
): Promise<Found> {
  const { text, language, place, conversation, about, rating = null } = incoming
  const arrival = { text, language, account: account.name, place, rating, followers: customer.followers }
  const routed = route(settings.team.routes, arrival)
  const [opened] = await tx
    .insert(tickets)
    .values({
      ...{ workspaceId: account.workspaceId, accountId: account.id, customerId: customer.id },
      ...{ place, conversation, about, earlierId: latest(tx, customer), openedAt: at, history, language, windowUntil },
      channelId: await channelFor(tx, [routed?.channel, account.channelId], settings),
      priority: routed?.priority ?? incoming.priority ?? 'normal',
      tags: routed?.tags ?? [],
    })
    .onConflictDoNothing()
    .returning()
  if (opened) return { ticket: opened, opened: true, thanks: false }
  // It has committed by now.
  const theirs = await openOne(tx, account, customer, incoming)
  if (!theirs) throw new Error('A ticket was opened and closed within one transaction')
  return { ticket: theirs, opened: false, thanks: false }
}

export async function openTicketOf(
  tx: Db,
  account: AccountRow,
  customer: Customer,
  spot: Spot,
): Promise<Ticket | undefined> {
  return (await openedByUs(tx, account, spot)) ?? (await openOne(tx, account, customer, spot))
}

/** The row is locked: else a close at this moment would leave the message in a closed ticket. */
async function openOne(tx: Db, account: AccountRow, customer: Customer, incoming: Spot) {
  const [open] = await tx
    .select()
    .from(tickets)
    .where(and(sameConversation(account, customer, incoming), isNull(tickets.closedAt)))
    .for('update')
  return open
}

/** The open ticket whose reply opened this private conversation. */
export async function openedByUs(tx: Db, account: AccountRow, incoming: Spot): Promise<Ticket | undefined> {
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

/** The customer's latest ticket, asked within the statement that opens the next. */
function latest(tx: Db, customer: Customer) {
  const latest = tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(eq(tickets.customerId, customer.id))
    .orderBy(desc(tickets.openedAt), desc(tickets.id))
    .limit(1)
  return sql`(${latest})`
}

/** As of that moment: of several, one that was opened later is not meant. */
async function latestClosed(tx: Db, account: AccountRow, customer: Customer, incoming: Spot, at: Temporal.Instant) {
  const { place, conversation } = incoming
  const opener = tx
    .select({ id: openings.ticketId })
    .from(openings)
    .where(and(eq(openings.accountId, account.id), eq(openings.conversation, conversation)))
  const openedHere = place === 'private' ? eq(tickets.id, sql`(${opener})`) : undefined
  const [ticket] = await tx
    .select()
    .from(tickets)
    .where(and(or(sameConversation(account, customer, incoming), openedHere), isNotNull(tickets.closedAt)))
    .orderBy(desc(lte(tickets.openedAt, at)), desc(tickets.closedAt))
    .limit(1)
  return ticket
}

function sameConversation(account: AccountRow, customer: Customer, { place, conversation }: Spot) {
  return and(
    eq(tickets.accountId, account.id),
    eq(tickets.place, place),
    eq(tickets.conversation, conversation),
    eq(tickets.customerId, customer.id),
  )
}
