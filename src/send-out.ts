import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Database } from './db/connect.ts'
import { type Pump, pump } from './jobs/pump.ts'
import type { Account, Network } from './networks/network.ts'
import { afterCrash, type Deliver, deliver } from './outbound/deliver.ts'
import { pacer } from './outbound/pacer.ts'
import { abandoned, type Queued } from './outbound/queue.ts'
import { fetchAttached } from './slack/fetch-attached.ts'
import { showCard } from './tickets/show-card.ts'
import type { AccountRow } from './tickets/ticket.ts'
import type { UnderWay } from './under-way.ts'

export interface Outgoing {
  database: Pick<Database, 'db' | 'embedded'>
  workspaceId: string
  /** Slack, where what an agent attached is fetched from. */
  slack: { client: WebClient; token: string }
  networkOf: (row: { network: string }) => Network
  accountOf: (row: AccountRow) => Account
  refused: (account: AccountRow, says: string) => Promise<void>
  /** Does what nobody waits for, unless an end has begun. */
  run: UnderWay['run']
  now: () => Temporal.Instant
  realTime: () => Temporal.Instant
  log: Logger
}

export interface SendingOut {
  replies: Pump
  /**
   * Takes up the replies whose process died while it sent them; `alone`: no other can be sending. What became of each is
   * found out apart: their networks may take their time, and nothing else waits for them.
   */
  settleAbandoned(alone: boolean): Promise<void>
}

/** The way out, from an agent's reply to the customer. */
export function sendOut(outgoing: Outgoing): SendingOut {
  const { database, workspaceId, slack, networkOf, accountOf, refused, run, now, realTime, log } = outgoing
  const { db } = database
  const delivery: Deliver = {
    ...{ db, workspaceId, paced: pacer(), now, realTime },
    way: async ({ account }) => ({ network: networkOf(account), account: accountOf(account) }),
    attachments: ({ attached }) => fetchAttached(slack.client, slack.token, attached),
    slow: async ({ ticket }) => db.transaction((tx) => showCard(tx, ticket, now())),
    refused: ({ account }, says) => refused(account, says),
  }
  /** One that cannot be found out about is taken up again, as any whose process is gone. */
  const findOut = (queued: Queued) =>
    afterCrash(delivery, queued).catch((error) =>
      log.error(
        { error, reply: queued.message.id },
        'What became of a reply could not be found out; it is tried again',
      ),
    )
  return {
    replies: pump(() => deliver(delivery), 8, log),
    async settleAbandoned(alone) {
      for (const queued of await abandoned(db, workspaceId, alone)) void run(() => findOut(queued))
    },
  }
}
