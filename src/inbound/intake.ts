import type { Db } from '../db/connect.ts'
import type { Account, Incoming, IncomingMessage, Network } from '../networks/network.ts'
import { deleteMessage } from '../tickets/delete-message.ts'
import { editMessage } from '../tickets/edit-message.ts'
import { failLate } from '../tickets/fail-late.ts'
import { hearOwn } from '../tickets/hear-own.ts'
import { receive } from '../tickets/receive.ts'
import type { AccountRow } from '../tickets/ticket.ts'

/** Kept, but not understood: the operator is told, and replays it after a fix. */
export class CannotRead extends Error {}

export interface Intake {
  db: Db
  network: Network
  /** Our account by the network's own id of it, on the first of these networks; undefined if it is not connected. */
  accountOf: (networkId: string, networks?: string[]) => Promise<{ row: AccountRow; account: Account } | undefined>
  now: () => Temporal.Instant
}

/**
 * Turns one delivery into tickets and messages. It may be run again from the start at any time: what it did before changes
 * nothing. One member that cannot be read does not keep the others out; it is thrown at the end, as `CannotRead`.
 */
export async function intake(deps: Intake, delivery: { body: string; account?: string }): Promise<void> {
  const unreadable: string[] = []
  for (const incoming of deps.network.webhook?.parse(delivery) ?? []) {
    if (incoming.is === 'unreadable') unreadable.push(incoming.why)
    else await takeIn(deps, incoming)
  }
  if (unreadable.length) throw new CannotRead(unreadable.join('; '))
}

/** One thing that happened, from a delivery or a poll. An account that is not connected is not ours to answer for. */
export async function takeIn(deps: Intake, incoming: Exclude<Incoming, { is: 'unreadable' }>): Promise<void> {
  const { db, network, now } = deps
  const ours = await deps.accountOf(incoming.account, incoming.networks)
  if (!ours) return
  switch (incoming.is) {
    case 'message': {
      const message = await completed(network, incoming, ours.account)
      if (message.from === 'us') return hearOwn(db, ours.row, message, now())
      const { customer } = message
      if (!customer) throw new CannotRead(`message ${message.id} does not say who wrote it`)
      await receive(db, ours.row, network, { ...message, customer }, now())
      return
    }
    case 'edit':
      return editMessage(db, ours.row, incoming, now())
    case 'deletion':
      return deleteMessage(db, ours.row, incoming, now())
    case 'failure':
      return failLate(db, ours.row, incoming, now())
  }
}

/** Without the post commented on a card is still a card; without who wrote, a message is none, and is tried again. */
async function completed(network: Network, message: IncomingMessage, account: Account): Promise<IncomingMessage> {
  if (!network.complete) return message
  try {
    return await network.complete(message, account)
  } catch (error) {
    if (message.incomplete) throw error
    return message
  }
}
