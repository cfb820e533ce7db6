import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Clock } from './db/clock.ts'
import type { Database } from './db/connect.ts'
import type { Seal } from './db/seal.ts'
import { fetchAttachment } from './inbound/fetch-attachment.ts'
import { calmly } from './jobs/calmly.ts'
import { letGoDeliveries } from './jobs/let-go-deliveries.ts'
import { pump } from './jobs/pump.ts'
import { sayAllDue } from './jobs/say-all-due.ts'
import { startTicking } from './jobs/schedule.ts'
import type { Account, Network } from './networks/network.ts'
import { sendOut } from './send-out.ts'
import { keepOneFile } from './slack/keep-files.ts'
import type { Started } from './slack/start.ts'
import { takeIn } from './take-in.ts'
import type { AccountRow } from './tickets/ticket.ts'
import { underWay } from './under-way.ts'

export interface Parts {
  database: Database
  workspaceId: string
  /** Where the operator is told. */
  channelId: string
  networks: Map<string, Network>
  accountOf: (row: AccountRow) => Account
  seal: Seal
  slack: Started
  client: WebClient
  token: string
  /** The database's, which `now` goes by outside of the sandbox. */
  clock: Clock
  now: () => Temporal.Instant
  log: Logger
}

export interface Work {
  /** Looks for what waits, whatever it is. */
  wake(): void
  /** Lets what fell due happen. */
  fallAllDue(): Promise<unknown>
  stop(): Promise<void>
}

/** In a storm each look finds what many messages have brought. */
const CALM = 100

/** All that Roost does without being asked: takes in what was delivered, sends what is queued, says what falls due. */
export async function startWork(parts: Parts): Promise<Work> {
  const { database, workspaceId, channelId, networks, accountOf, slack, client, token, clock, now, log } = parts
  const { db } = database
  const networkOf = ({ network: name }: { network: string }) => {
    const network = networks.get(name)
    if (!network) throw new Error(`There is no network ${name}`)
    return network
  }
  const ticks = underWay()
  const taking = takeIn({ ...parts, networkOf, run: ticks.run, giveWay: slack.giveWay })
  const sending = sendOut({
    ...{ ...parts, networkOf, refused: taking.refused, run: ticks.run },
    realTime: clock.now,
    slack: { client, token },
  })
  const filing = pump(
    () =>
      keepOneFile({
        ...{ db, workspaceId, client, now, log },
        fetch: (attachment, row) => fetchAttachment(networkOf(row), attachment, accountOf(row)),
      }),
    2,
    log,
  )
  const pumps = [taking.deliveries, sending.replies, filing]
  // Before anything is sent, or what this process is sending would be taken up as well.
  await sending.settleAbandoned(database.embedded)

  const fallAllDue = () =>
    ticks.run(async () => {
      await sayAllDue({ db, workspaceId, channelId, now, ending: ticks.ending })
      slack.wake()
    })
  const wake = () => {
    for (const one of pumps) one.wake()
  }

  await database.listen('deliveries', taking.deliveries.wake)
  const lookAtPosts = () => {
    slack.wake()
    sending.replies.wake()
    filing.wake()
  }
  await database.listen('posts', calmly(lookAtPosts, CALM))

  // Last, so that a start that fails leaves nothing ticking.
  const stopTicking = startTicking(
    {
      fallDue: async () => {
        await clock.set()
        await fallAllDue()
      },
      leftovers: async () => {
        wake()
        await sending.settleAbandoned(false)
      },
      poll: async () => void (await taking.poll()),
      refresh: async () => {
        await taking.refresh()
        await slack.keepMembers()
        await letGoDeliveries(db, workspaceId, now())
      },
    },
    ticks.run,
    log,
  )
  return {
    ...{ wake, fallAllDue },
    stop: async () => void (await Promise.all([stopTicking(), ticks.end(), ...pumps.map((one) => one.stop())])),
  }
}
