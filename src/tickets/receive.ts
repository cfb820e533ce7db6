import type { Db } from '../db/connect.ts'
import { milliseconds } from '../db/instant.ts'
import { messages, tickets } from '../db/schema.ts'
import { eq, isNull } from '../db/sql.ts'
import type { Network } from '../networks/network.ts'
import { languageOf } from '../rules/language.ts'
import { type Priority, raised } from '../rules/priority.ts'
import { settingsOf } from '../settings/stored.ts'
import { addPiece } from './add-piece.ts'
import { adoptAnswers, answeredSince } from './answered-elsewhere.ts'
import { customerOf } from './customer.ts'
import { excuseIfNothingWaits, promiseAnew, startEpisode } from './episode.ts'
import { type Found, find, open } from './find-or-open.ts'
import { heardFrom } from './heard-from.ts'
import type { Inbound } from './inbound.ts'
import { inboundRow } from './inbound-row.ts'
import { laterWindow } from './later-window.ts'
import { messageOf } from './message-of.ts'
import { moveBack } from './move-back.ts'
import { filling } from './overtaken.ts'
import { asksNothing, keepQuiet } from './quiet.ts'
import { record } from './record.ts'
import { redrawCardsOf } from './show-card.ts'
import { showEntry } from './show-entry.ts'
import { startAnswered } from './start-answered.ts'
import type { AccountRow, Customer, Message, Ticket } from './ticket.ts'
import { languageWith } from './ticket-language.ts'
import { assignInTurn } from './turn.ts'
import { wantFiles } from './want-files.ts'

/**
 * Takes in what a customer wrote: customer, ticket (found or opened), message, clock and event, in one transaction. What
 * asks nothing is kept without a ticket. That, repeats, and everything from before the account was connected give undefined.
 */
export function receive(
  db: Db,
  account: AccountRow,
  network: Pick<Network, 'window' | 'resolution'>,
  said: Inbound,
  now: Temporal.Instant,
): Promise<Ticket | undefined> {
  // PostgreSQL takes every character but this one.
  const incoming = { ...said, text: said.text.replaceAll('\0', '') }
  return db.transaction(async (tx) => {
    const at = momentOf(incoming.at, now)
    // By the network's clock alone: ours may be behind, and what is new would be taken for old.
    const isOlder = (limit: Temporal.Instant, resolution: Network['resolution']) =>
      incoming.at !== undefined && isOlderThan(limit, incoming.at, resolution)
    const isBefore = (limit: Temporal.Instant) => isOlder(limit, network.resolution)
    if (isBefore(account.since)) return undefined
    const known = await messageOf(tx, account, incoming.id)
    if (known?.ticketId || known?.quiet) {
      if (incoming.inPieces) await addPiece(tx, account, incoming, now)
      // A quiet one that has become a ticket is of when it did so; and some networks tell the same to the second in one way only.
      else if (isOlder(known.at, 'second') && !known.quiet && !isBefore(account.connectedAt))
        await moveBack(tx, account, known, { ...incoming, at }, now)
      return undefined
    }

    const history = isBefore(account.connectedAt)
    const customer = await customerOf(tx, account, incoming.customer, at)
    const settings = await settingsOf(tx, account.workspaceId)
    const windowUntil = windowOf(network, incoming, at)
    const joined = await find(tx, account, customer, { incoming, at }, settings)
    // By its first words, as in order: what an edit that overtook it makes of them is seen to after that.
    const heard = { ...incoming, customerId: customer.id }
    // What is from before its ticket would have found none: where it asks nothing, it opens none either.
    const foundThen = joined && Temporal.Instant.compare(at, joined.ticket.openedAt) >= 0
    if (!foundThen && !incoming.inPieces && (await asksNothing(tx, account, heard, settings))) {
      const asked = await keepQuiet(tx, account, customer, incoming, { at, windowUntil, settings }, now)
      if (customer.knownAnew) await redrawCardsOf(tx, customer)
      return asked
    }
    const found =
      joined ??
      (await open(
        tx,
        account,
        customer,
        { ...incoming, language: languageOf(incoming.text) },
        { at, history, windowUntil },
        settings,
      ))
    const message = await keep(tx, account, found.ticket, customer, incoming, at, now)
    if (!message) {
      // It, or another piece of it, came at the same moment and was first; its ticket has been closed by now, if we opened one.
      if (found.opened) await tx.delete(tickets).where(eq(tickets.id, found.ticket.id))
      if (incoming.inPieces) await addPiece(tx, account, incoming, now)
      // The one that was first may have known less of who wrote it.
      if (customer.knownAnew) await redrawCardsOf(tx, customer)
      return undefined
    }
    await wantFiles(tx, message)

    const opensIt = found.opened || Temporal.Instant.compare(at, found.ticket.openedAt) < 0
    const touched = await touch(tx, found.ticket, {
      openedAt: found.thanks ? found.ticket.openedAt : earlier(found.ticket.openedAt, at),
      windowUntil: laterWindow(found.ticket.windowUntil, windowUntil),
      // In order an edit that overtook it raises as well what its first words have raised.
      priority: [incoming.text, message.text].reduce<Priority>(
        (before, text) => raised(before, text, found.opened ? undefined : incoming.priority, settings.team.urgent),
        found.ticket.priority,
      ),
      language: await languageWith(tx, found.ticket, message),
      ...(found.opened ? {} : { snoozedAt: null, snoozedBy: null, snoozedUntil: null }),
      ...(found.rating ? { satisfaction: found.rating, ratedAt: at } : {}),
      // History comes to life when the customer writes again.
      history: found.ticket.history && history,
    })
    const clockless = history || found.thanks
    const ticket = clockless ? touched : await promise(tx, found, touched, message)
    if (message.deletedAt) await excuseIfNothingWaits(tx, ticket, message.deletedAt)
    if (!found.opened && !found.thanks) await showEntry(tx, ticket, message, now)
    const happened = found.opened ? 'ticket.opened' : found.rating ? 'customer.rated' : 'message.received'
    await record(tx, ticket, happened, undefined, now, { message: message.id })
    const given = found.opened && !clockless ? await assignInTurn(tx, account, ticket, now) : ticket
    if (!found.thanks && (opensIt || incoming.place === 'public'))
      await adoptAnswers(tx, account, given, { ...incoming, at }, now)
    await heardFrom(tx, account, now)
    if (customer.knownAnew) await redrawCardsOf(tx, customer)
    return given
  })
}

/** Starts the clock, unless it has stood since; what is more pressing than before is promised anew. */
async function promise(tx: Db, found: Found, ticket: Ticket, { at, deletedAt }: Message): Promise<Ticket> {
  const answer = found.opened ? undefined : await answeredSince(tx, ticket, at)
  if (answer && deletedAt && Temporal.Instant.compare(deletedAt, answer.at) <= 0) return ticket
  const started = await (answer ? startAnswered(tx, ticket, at, answer) : startEpisode(tx, ticket, at))
  return found.ticket.priority === ticket.priority ? started : promiseAnew(tx, started, answer && at)
}

/** The network's time; ours if it gives none or one in the future. */
export function momentOf(at: Temporal.Instant | undefined, now: Temporal.Instant): Temporal.Instant {
  return at && Temporal.Instant.compare(at, now) <= 0 ? milliseconds(at) : now
}

/** Compared at the network's own resolution: a network that counts in seconds calls 9:00:00.7 "9:00:00". */
function isOlderThan(limit: Temporal.Instant, at: Temporal.Instant, resolution: Network['resolution']): boolean {
  return Temporal.Instant.compare(at, limit.round({ smallestUnit: resolution, roundingMode: 'floor' })) < 0
}

/** What overtook the message has left a row by its id: that is filled, and keeps its newer text, or its deletion. A repeat gives nothing. */
async function keep(
  tx: Db,
  account: AccountRow,
  ticket: Ticket,
  customer: Customer,
  incoming: Inbound,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<Message | undefined> {
  const { facts, row } = inboundRow(account, customer, incoming, at, now)
  const [kept] = await tx
    .insert(messages)
    .values({ ...row, ticketId: ticket.id })
    .onConflictDoUpdate({
      target: [messages.accountId, messages.networkId],
      set: { ...facts, ...filling, ticketId: ticket.id },
      setWhere: isNull(messages.ticketId),
    })
    .returning()
  return kept
}

function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) <= 0 ? one : other
}

/** What names a moment more than a year away, such as the last that its language knows, means that there is none. */
const FOR_EVER_HOURS = 366 * 24

function windowOf(network: Pick<Network, 'window'>, { place, replyUntil }: Inbound, at: Temporal.Instant) {
  if (replyUntil && Math.abs(replyUntil.since(at).total('hours')) <= FOR_EVER_HOURS) return replyUntil
  const window = network.window?.[place]
  return window && at.add({ milliseconds: window.total('milliseconds') })
}

/** Nothing is written where nothing changes, as for most tickets that were just opened. */
async function touch(tx: Db, ticket: Ticket, changes: Partial<Ticket>): Promise<Ticket> {
  if (JSON.stringify({ ...ticket, ...changes }) === JSON.stringify(ticket)) return ticket
  const [touched] = await tx.update(tickets).set(changes).where(eq(tickets.id, ticket.id)).returning()
  if (!touched) throw new Error(`Ticket ${ticket.id} is gone`)
  return touched
}
