import type { Db } from '../db/connect.ts'
import { inOrder } from '../db/in-order.ts'
import { accounts, agents, customers, drafts, messages, openings, tickets } from '../db/schema.ts'
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, ne } from '../db/sql.ts'
import type { Network } from '../networks/network.ts'
import { isAmong } from '../rules/language.ts'
import { settingsOf } from '../settings/stored.ts'
import type { PromiseOn } from '../sla/promises-of.ts'
import { clockOf, type Promised } from '../tickets/clock-of.ts'
import { type FileRow, filesOf } from '../tickets/files-of.ts'
import {
  type AccountRow,
  type Agent,
  type Customer,
  type Episode,
  type Message,
  runningEpisode,
  type Ticket,
  waitsFrom,
} from '../tickets/ticket.ts'
import { called } from './called.ts'

export type Networks = ReadonlyMap<string, Network>

type Told = Message & { by: string }

/** All that a card is drawn from: current rows, on one connection and in two goes. */
export interface CardFacts {
  ticket: Ticket
  customer: Customer
  account: AccountRow
  network: Network
  owner: Agent | undefined
  /** Who has the Reply modal open, and types. */
  writing: string[]
  closer: Agent | undefined
  /** What waits for us, oldest first; with nothing waiting, the customer's last message. */
  said: Message[]
  /** The pictures that came with it. */
  files: FileRow[]
  /** Our newest reply, however it went. */
  reply: Told | undefined
  /** An earlier one that may not have arrived, or has failed and nobody has answered since: the newer one does not settle it. */
  unsettled: Told | undefined
  running: Episode | undefined
  clock: Promised['clock']
  /** The promises that run, each with the target it comes from. */
  promises: PromiseOn[]
  /** One of our replies has opened a private conversation from this public ticket. */
  privateOpen: boolean
  earlier: number
  /** What the customer writes in, where the team reads something else. */
  foreign: string | undefined
  /** Another open ticket of this customer, and who has it. */
  elsewhere: { id: number; owner: string | undefined } | undefined
}

/** No more of what a customer wrote is looked at for one ticket. */
export const MOST_SAID = 20

/** Of what the customer wrote, oldest first: what waits for us, or with nothing waiting the last. */
export function whatWaits(inbound: Message[], running: Pick<Episode, 'startedAt'> | undefined): Message[] {
  const since = running ? inbound.filter((one) => Temporal.Instant.compare(waitsFrom(one), running.startedAt) >= 0) : []
  return since.length ? since : inbound.slice(-1)
}

export function cardFacts(db: Db, networks: Networks, workspaceId: string, id: number): Promise<CardFacts> {
  return db.transaction(async (tx) => {
    const [[found], running, inbound, outbound, writing, opened, { team }] = await inOrder([
      withItsNames(tx, workspaceId, id),
      runningEpisode(tx, { id }),
      newest(tx, id, 'inbound', MOST_SAID),
      newest(tx, id, 'outbound', 11),
      whoWrites(tx, id),
      tx.select().from(openings).where(eq(openings.ticketId, id)).limit(1),
      settingsOf(tx, workspaceId),
    ])
    const network = found && networks.get(found.account.network)
    if (!found || !network) throw new Error(`Ticket ${id} cannot be drawn`)
    const { ticket, account } = found
    const names = called(network, account)
    const waiting = whatWaits(inbound, running)
    const reply = tellingReply(outbound)
    const unsettled = outbound.find((one) => isUnsettled(one, outbound) && !isPartOf(one, reply))
    const [{ clock, running: promises }, people, files, earlier, other] = await inOrder([
      clockOf(tx, ticket),
      agentsOf(tx, [ticket.claimedBy, ticket.closedBy, reply?.agentId, unsettled?.agentId]),
      filesOf(tx, waiting),
      earlierCount(tx, ticket),
      elsewhere(tx, ticket),
    ])
    const agent = (id: number | null) => people.find((one) => one.id === id)
    const told = (one: Message) => ({ ...one, by: agent(one.agentId)?.name ?? 'Somebody' })
    return {
      ...found,
      account: { ...account, name: names.account },
      network: { ...network, label: names.label },
      owner: agent(ticket.claimedBy),
      writing,
      closer: agent(ticket.closedBy),
      said: waiting,
      files,
      reply: reply && told(reply),
      unsettled: unsettled && told(unsettled),
      running,
      clock,
      promises,
      privateOpen: opened.length > 0,
      earlier,
      foreign: ticket.language && !isAmong(ticket.language, team.languages) ? ticket.language : undefined,
      elsewhere: other,
    }
  })
}

function withItsNames(tx: Db, workspaceId: string, id: number) {
  return tx
    .select({ ticket: tickets, customer: customers, account: accounts })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .innerJoin(accounts, eq(accounts.id, tickets.accountId))
    .where(and(eq(tickets.workspaceId, workspaceId), eq(tickets.id, id)))
}

async function newest(db: Db, ticketId: number, direction: Message['direction'], most: number): Promise<Message[]> {
  const found = await db
    .select()
    .from(messages)
    .where(and(eq(messages.ticketId, ticketId), eq(messages.direction, direction)))
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(most)
  return found.reverse()
}

/** Words and files that went out one by one are one reply: what did not go well speaks for it, else the words. */
function tellingReply(replies: Message[]): Message | undefined {
  const last = replies.at(-1)
  const together = replies.filter((one) => last && isPartOf(one, last))
  return (
    together.find((one) => one.failedAt ?? one.uncertainAt) ??
    together.find((one) => !one.sentAt) ??
    together[0] ??
    last
  )
}

function isPartOf({ id, queuedAt }: Message, reply: Message | undefined): boolean {
  return id === reply?.id || (queuedAt !== null && Boolean(reply?.queuedAt?.equals(queuedAt)))
}

function isUnsettled({ sentAt, uncertainAt, failedAt }: Message, replies: Message[]): boolean {
  if (sentAt) return false
  if (!failedAt) return uncertainAt !== null
  return replies.every((one) => Temporal.Instant.compare(one.queuedAt ?? one.at, failedAt) <= 0)
}

async function agentsOf(db: Db, ids: (number | null | undefined)[]): Promise<Agent[]> {
  const known = ids.filter((id) => typeof id === 'number')
  return known.length ? db.select().from(agents).where(inArray(agents.id, known)) : []
}

async function whoWrites(db: Db, ticketId: number): Promise<string[]> {
  const writing = await db
    .select({ name: agents.name })
    .from(drafts)
    .innerJoin(agents, eq(agents.id, drafts.agentId))
    .where(and(eq(drafts.ticketId, ticketId), isNotNull(drafts.writingUntil)))
    .orderBy(asc(agents.name))
  return writing.map(({ name }) => name)
}

async function earlierCount(db: Db, ticket: Ticket): Promise<number> {
  const [found] = await db
    .select({ n: count() })
    .from(tickets)
    .where(and(eq(tickets.customerId, ticket.customerId), ne(tickets.id, ticket.id)))
  return found?.n ?? 0
}

async function elsewhere(db: Db, ticket: Ticket) {
  const [other] = await db
    .select({ id: tickets.id, owner: agents.name })
    .from(tickets)
    .leftJoin(agents, eq(agents.id, tickets.claimedBy))
    .where(and(eq(tickets.customerId, ticket.customerId), ne(tickets.id, ticket.id), isNull(tickets.closedAt)))
    .orderBy(desc(tickets.id))
    .limit(1)
  return other && { id: other.id, owner: other.owner ?? undefined }
}
