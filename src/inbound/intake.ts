import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { cannotHold } from '../db/is-about-data.ts'
import { type Incoming, type IncomingMessage, type Network, NetworkError } from '../networks/network.ts'
import { deleteMessage } from '../tickets/delete-message.ts'
import { editMessage } from '../tickets/edit-message.ts'
import { failLate } from '../tickets/fail-late.ts'
import { hearOwn } from '../tickets/hear-own.ts'
import { knownBefore } from '../tickets/known-before.ts'
import { receive } from '../tickets/receive.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import type { Ours } from './accounts.ts'
import { type Readable, readKept } from './as-read.ts'

/** Kept, but not understood: the operator is told, and replays it after a fix. */
export class CannotRead extends Error {}

export interface Intake {
  db: Db
  /** The network that was called. */
  network: Network
  accountOf: (names: string[], networkId: string, conversation: string | undefined) => Promise<Ours | undefined>
  /** The network refuses the account itself: a dead token, a lost permission. */
  refused: (row: AccountRow, says: string) => Promise<void>
  now: () => Temporal.Instant
}

interface Kept {
  body: string
  account?: string
  /** Whether a poll was told it. */
  polled?: boolean
  receivedAt?: Temporal.Instant
}

/**
 * Turns one delivery into tickets and messages. It may be run again from the start at any time: what it did before changes
 * nothing. One member that fails does not keep the others out: what may go better later is thrown at the end, and so is,
 * as `CannotRead`, what cannot be read.
 */
export async function intake(deps: Intake, delivery: Kept): Promise<void> {
  const unreadable: string[] = []
  const failed: unknown[] = []
  for (const incoming of await saidIn(deps, delivery)) {
    if (incoming.is === 'unreadable') unreadable.push(incoming.why)
    else await takeIn(deps, incoming, delivery.receivedAt).catch((error) => failed.push(error))
  }
  if (failed.length) throw failed.find((error) => !(error instanceof CannotRead)) ?? failed[0]
  if (unreadable.length) throw new CannotRead(unreadable.join('; '))
}

/** What a delivery says, or what a poll could not read when it was kept. */
async function saidIn({ network, accountOf }: Intake, delivery: Kept): Promise<Incoming[]> {
  if (!delivery.polled) return network.webhook?.parse(delivery) ?? []
  const member = polled.parse(JSON.parse(delivery.body))
  const read = readKept(member)
  if (read) return [read]
  const ours = await accountOf([network.name], delivery.account ?? '', undefined)
  return ours ? (network.poll?.read(member, ours.account) ?? []) : []
}

const polled = z.object({ list: z.string(), context: z.unknown().optional(), json: z.unknown() })

/**
 * One thing that happened, from a delivery or a poll. An account that is not connected is not ours to answer for. A value that
 * the database cannot hold is as one that cannot be read: tried again for ever, it would keep back all that comes after it.
 */
export async function takeIn(deps: Intake, incoming: Readable, receivedAt?: Temporal.Instant): Promise<void> {
  try {
    await carryOut(deps, incoming, receivedAt)
  } catch (error) {
    throw cannotHold(error) ? new CannotRead('a value in it is out of range or too long', { cause: error }) : error
  }
}

async function carryOut(deps: Intake, incoming: Readable, receivedAt: Temporal.Instant | undefined): Promise<void> {
  const { db, now } = deps
  const conversation = incoming.is === 'message' ? incoming.conversation : undefined
  const ours = await deps.accountOf(incoming.networks ?? [deps.network.name], incoming.account, conversation)
  if (!ours) return
  const { row, network } = ours
  const timed = <T extends { at?: Temporal.Instant }>(said: T) =>
    receivedAt ? { ...said, at: atTheLatest(said.at, receivedAt, row) } : said
  switch (incoming.is) {
    case 'message': {
      const message = timed(await completed(deps, ours, incoming))
      if (message.from === 'us') return hearOwn(db, row, message, now())
      const { customer } = message
      if (!customer) throw new CannotRead(`message ${message.id} does not say who wrote it`)
      await receive(db, row, network, { ...message, customer }, now())
      return
    }
    case 'edit':
      return editMessage(db, row, timed(incoming), now())
    case 'deletion':
      return deleteMessage(db, row, timed(incoming), now(), ours.calledFor)
    case 'failure':
      return failLate(db, row, incoming, now())
    case 'rename':
      return db.transaction((tx) => knownBefore(tx, row, incoming.customer))
  }
}

/**
 * What names no moment, or one to come, is of when it was delivered, however long it has been kept since. Never of before
 * its account was connected, for then it would be none of ours, though only our clock was behind.
 */
function atTheLatest(
  at: Temporal.Instant | undefined,
  receivedAt: Temporal.Instant,
  { connectedAt }: AccountRow,
): Temporal.Instant {
  const latest = Temporal.Instant.compare(receivedAt, connectedAt) < 0 ? connectedAt : receivedAt
  return at && Temporal.Instant.compare(at, latest) <= 0 ? at : latest
}

/** Without the post commented on a card is still a card; without who wrote, a message is none, and is tried again. */
async function completed(
  { refused }: Intake,
  { network, account, row }: Ours,
  message: IncomingMessage,
): Promise<IncomingMessage> {
  if (!network.complete) return message
  try {
    return await network.complete(message, account)
  } catch (error) {
    if (error instanceof NetworkError && error.account) await refused(row, error.message)
    if (message.incomplete) throw error
    return message
  }
}
