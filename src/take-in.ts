import type { Logger } from 'pino'
import type { Database, Db } from './db/connect.ts'
import type { Seal } from './db/seal.ts'
import { accountNamed } from './inbound/accounts.ts'
import { intake } from './inbound/intake.ts'
import { patiently } from './inbound/patiently.ts'
import { pause } from './inbound/pause.ts'
import { type Polling, polling } from './inbound/poll.ts'
import { refresh } from './inbound/refresh.ts'
import { takeDeliveries } from './inbound/take-deliveries.ts'
import { noteTrouble } from './inbound/trouble.ts'
import { alert } from './jobs/alert.ts'
import { type Pump, pump } from './jobs/pump.ts'
import { tellPaused } from './jobs/tell-paused.ts'
import { tellTrouble } from './jobs/tell-trouble.ts'
import type { Account, Network } from './networks/network.ts'
import type { AccountRow } from './tickets/ticket.ts'

/** Taking one in takes milliseconds, unless its network is asked for more and does not answer. */
const PATIENCE = 500
const HANGING_AT_MOST = 50

/** More would be no faster, since one thread does it all, and a press would stand behind all of them. */
const AT_ONCE = 2

export interface Incoming {
  database: Pick<Database, 'db' | 'embedded'>
  workspaceId: string
  /** Where the operator is told. */
  channelId: string
  networks: Map<string, Network>
  networkOf: (row: { network: string }) => Network
  accountOf: (row: AccountRow) => Account
  seal: Seal
  /** Does it, or nothing any more once an end has begun. */
  run: (work: () => Promise<void>) => Promise<void>
  /** Each message lets presses go first. */
  giveWay: () => Promise<void>
  now: () => Temporal.Instant
  log: Logger
}

export interface TakingIn {
  deliveries: Pump
  poll: Polling
  refresh(): Promise<void>
  /** The network refuses the whole account: it rests, and its channel is told. */
  refused(account: AccountRow, says: string): Promise<void>
}

/** The way in, from what a network delivers or is asked for to tickets. */
export function takeIn(incoming: Incoming): TakingIn {
  const { database, workspaceId, channelId, networks, networkOf, accountOf, seal, run, giveWay, now, log } = incoming
  const { db } = database

  const refused = async (account: AccountRow, says: string) => {
    await pause(db, account, says, now())
    await tellPaused(db, { workspaceId, channelId }, now())
  }
  const asked = async (account: AccountRow, trouble: string | undefined) => {
    await noteTrouble(db, account, trouble, now())
    if (trouble) await tellTrouble(db, { account, label: networkOf(account).label, channelId }, now())
  }
  const intakeOf = (network: Network) => ({
    ...{ db, network, now, refused },
    accountOf: (names: string[], networkId: string, conversation: string | undefined) =>
      accountNamed({ db, seal, workspaceId, networks }, names, networkId, conversation),
  })
  const cannotRead = ({ id, network }: { id: number; network: string }, why: string, tx: Db = db) => {
    const says = `Something from ${network} could not be read (${why}). It is kept: after a fix, \`npm run replay -- ${id}\`.`
    return alert(tx, { workspaceId, channelId, key: `unread/${network}`, says }, now())
  }
  const patience = patiently(PATIENCE, HANGING_AT_MOST, (error) =>
    log.error({ error }, 'A delivery stumbled; it is taken up once its lease is over'),
  )
  const takeSome = async () => {
    const taken = await takeDeliveries(
      ...([db, workspaceId] as const),
      async ({ body, account, polled, receivedAt, ...delivery }) => {
        const kept = { body, account: account ?? undefined, polled: polled !== null, receivedAt }
        await giveWay()
        await intake(intakeOf(networkOf(delivery)), kept)
      },
      cannotRead,
      patience,
      log,
    )
    return taken > 0
  }
  const taking = pump(takeSome, database.embedded ? 1 : AT_ONCE, log)
  return {
    deliveries: {
      wake: taking.wake,
      async stop() {
        await taking.stop()
        await patience.end()
      },
    },
    poll: polling(
      { db, workspaceId, networks, unsealed: accountOf, intakeOf, refused, asked, cannotRead, now, log },
      run,
    ),
    refresh: () => refresh({ db, workspaceId, networks, seal, refused, now, log }),
    refused,
  }
}
