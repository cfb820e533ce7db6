import type { tickets } from '../../db/schema.ts'
import { moreUrgent } from '../../rules/priority.ts'
import type { HistoryLine } from './line.ts'
import type { Said } from './turns.ts'

type Row = typeof tickets.$inferSelect

type Spot = Pick<Row, 'accountId' | 'customerId' | 'place' | 'conversation'>

/** A ticket as far as history is concerned; without a number it is still to be opened. */
export interface Ticket extends Spot, Pick<Row, 'closedAt' | 'tags' | 'priority'> {
  id: number | null
  /** Made by an import, and nobody has done anything with it since: only such a ticket may change. */
  untouched: boolean
}

/** A message that is not here yet. */
export interface Fresh extends Said {
  line: HistoryLine
  ticket: Ticket
}

/** What the database knows of some lines. Keys are those of `keyOf`. */
export interface Facts {
  accountId: (line: HistoryLine) => number
  customerId: (line: HistoryLine) => number
  agentId: (line: HistoryLine) => number | null
  /** The ticket of each message that is here already. */
  known: Map<string, number | null>
  tickets: Ticket[]
}

/** Decides which lines are new and which ticket each belongs to. Gives these messages, and the tickets that change by the lines. */
export function place(facts: Facts, lines: HistoryLine[], now: Temporal.Instant) {
  const bySpot = Map.groupBy(facts.tickets, spotOf)
  const byId = new Map(facts.tickets.map((ticket) => [ticket.id, ticket]))
  const here = new Map([...facts.known].map(([key, id]) => [key, byId.get(id)]))
  const fresh: Fresh[] = []
  const changed = new Set<Ticket>()

  for (const { line, at } of inOrder(lines, now)) {
    const key = keyOf(facts.accountId(line), line.id)
    const isNew = !here.has(key)
    const ticket = isNew ? ticketFor(line, at) : here.get(key)
    if (!ticket) continue
    here.set(key, ticket)
    if (isNew)
      fresh.push({ line, ticket, at, direction: line.outbound ? 'outbound' : 'inbound', agentId: facts.agentId(line) })
    if (!ticket.untouched) continue
    const learned = learn(ticket, line)
    if (isNew || learned) changed.add(ticket)
  }
  return { fresh, changed: [...changed] }

  function ticketFor(line: HistoryLine, at: Temporal.Instant): Ticket {
    const { place, conversation_id: conversation = line.customer.id } = line
    const spot = { accountId: facts.accountId(line), customerId: facts.customerId(line), place, conversation }
    const there = bySpot.get(spotOf(spot)) ?? []
    // A line that names its close belongs to the ticket closed then, even if it was written after.
    const found = openAt(there, line.closed_at ? earlier(at, line.closed_at) : at)
    if (found) return found
    const opened = { ...spot, id: null, closedAt: null, tags: [], priority: line.priority ?? 'normal', untouched: true }
    bySpot.set(spotOf(spot), [...there, opened])
    return opened
  }
}

export function keyOf(accountId: number, id: string): string {
  return `${accountId} ${id}`
}

/** By time, so that a batch may hold a conversation in any order. What has no time, or one still to come, is from now. */
function inOrder(lines: HistoryLine[], now: Temporal.Instant) {
  return lines
    .map((line) => ({ line, at: earlier(line.sent_at ?? now, now) }))
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

/** Of a conversation's tickets, the first that was not closed before: a message after a close opens a new one. */
function openAt(tickets: Ticket[], at: Temporal.Instant): Ticket | undefined {
  const closes = ({ closedAt }: Ticket) => closedAt?.epochMilliseconds ?? Infinity
  return tickets.toSorted((a, b) => closes(a) - closes(b)).find((ticket) => closes(ticket) >= at.epochMilliseconds)
}

/** Takes over what the line says of its ticket; whether that was news. */
function learn(ticket: Ticket, { tags, priority, closed_at: closedAt }: HistoryLine): boolean {
  const added = (tags ?? []).filter((tag) => !ticket.tags.includes(tag))
  const later = closedAt && (!ticket.closedAt || Temporal.Instant.compare(closedAt, ticket.closedAt) > 0)
  ticket.tags = [...ticket.tags, ...new Set(added)]
  if (later) ticket.closedAt = closedAt
  const before = ticket.priority
  ticket.priority = moreUrgent(before, priority ?? before)
  return added.length > 0 || Boolean(later) || ticket.priority !== before
}

function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) <= 0 ? one : other
}

function spotOf({ accountId, customerId, place, conversation }: Spot): string {
  return JSON.stringify([accountId, customerId, place, conversation])
}
