import { createServer, type ServerResponse } from 'node:http'

import packageJson from '../package.json' with { type: 'json' }
import { commands } from './cli/commands.ts'
import { connectAccount } from './cli/connect-account.ts'
import type { Context } from './cli/context.ts'
import { serveCommands } from './cli/sockets.ts'
import { answers } from './db/answers.ts'
import { databaseClock } from './db/clock.ts'
import { openDatabase } from './db/connect.ts'
import { freeLeases } from './db/free-leases.ts'
import { keysIn, sealWith } from './db/seal.ts'
import type { Env } from './env.ts'
import { unsealed } from './inbound/accounts.ts'
import { fetchAttachment } from './inbound/fetch-attachment.ts'
import { keeper } from './inbound/keep.ts'
import { keysOf } from './inbound/keys.ts'
import { webhooks } from './inbound/webhooks.ts'
import { calmly } from './jobs/calmly.ts'
import { letGoDeliveries } from './jobs/let-go-deliveries.ts'
import { pump } from './jobs/pump.ts'
import { sayAllDue } from './jobs/say-all-due.ts'
import { startTicking } from './jobs/schedule.ts'
import { logger } from './log.ts'
import { networks as allNetworks } from './networks/index.ts'
import { sendOut } from './send-out.ts'
import { closed, listening } from './server.ts'
import { storeEnvironment } from './settings/stored.ts'
import { clients } from './slack/clients.ts'
import { clockTrouble } from './slack/clock-trouble.ts'
import { keepOneFile } from './slack/keep-files.ts'
import { startSlack } from './slack/start.ts'
import { openChannel, openWorkspace, whenSlackAnswers } from './slack/workspace.ts'
import { takeIn } from './take-in.ts'
import { underWay } from './under-way.ts'

/** No statement of the app takes so many milliseconds, and what merely idles is put away before: see `idle_timeout`. */
const SILENCE = 20_000

/** In a storm each look finds what many messages have brought. */
const CALM = 100

type Close = () => Promise<unknown> | unknown

export interface Roost {
  port: number
  stop(): Promise<void>
}

/** Starts everything: environment → database → Slack → networks → jobs. `say` prints for whoever started it. */
export async function start(env: Env, say: (line: string) => void): Promise<Roost> {
  say(`Roost ${packageJson.version}`)
  const log = logger(env.logLevel)
  const database = await openDatabase({ url: env.databaseUrl, dataDir: env.dataDir, silence: SILENCE }, say)
  const { db } = database
  const ticks = underWay()
  const presses = underWay()
  const handed = underWay()
  const closing: Close[] = [database.close, presses.end]
  try {
    const seal = sealWith(keysIn(env.encryptionKeys, env.dataDir))
    const networks = new Map(allNetworks.map((network) => [network.name, network]))

    // One server for everything that comes in; what is not ready yet is asked to come again.
    const routes: ((...args: Parameters<ReturnType<typeof webhooks>>) => boolean)[] = []
    let ready = false
    const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
      if (request.url === '/health') return void health(response)
      if (!routes.some((route) => route(request, response))) response.writeHead(404).end('There is nothing here.')
    })
    const health = async (response: ServerResponse) => {
      const says = !ready ? 'starting' : (await answers(db)) ? 'ok' : 'the database does not answer'
      response.writeHead(says === 'ok' ? 200 : 503).end(says)
    }
    const port = await listening(server, env)
    closing.push(() => closed(server))

    // With Slack it is not loaded: a start is mostly loading.
    const { sandboxFor } = env.slack ? {} : await import('./sandbox/for-app.ts')
    const sandbox = await sandboxFor?.({ env, port, db, server, tick: () => fallAllDue() })
    if (sandbox) routes.push(sandbox.handle)
    if (sandbox) closing.push(sandbox.close)
    const clock = await databaseClock(db)
    const now = sandbox?.now ?? clock.now
    const slackKeys = env.slack ?? sandbox?.slack
    if (!slackKeys) throw new Error('Neither Slack nor the sandbox')
    const apiUrl = sandbox?.slack.apiUrl ?? env.slackApiUrl

    const slackClients = clients(slackKeys.botToken, apiUrl)
    const workspace = await whenSlackAnswers(say, () => openWorkspace(db, slackClients.drawing, now()))
    const workspaceId = workspace.id
    const channelNamed = (wanted: string) => openChannel(db, slackClients.drawing, workspaceId, wanted)
    const channel = await whenSlackAnswers(say, () => channelNamed(sandbox?.slack.channel ?? env.slackChannel ?? ''))
    await storeEnvironment(db, workspaceId, { channel, ...env.told })
    await sandbox?.furnish(workspaceId)
    if (database.embedded) await freeLeases(db)
    if (!sandbox) for (const line of await clockTrouble(db, apiUrl, slackKeys.botToken)) say(line)

    const networkOf = ({ network: name }: { network: string }) => {
      const network = networks.get(name)
      if (!network) throw new Error(`There is no network ${name}`)
      return network
    }
    const accountOf = (row: Parameters<typeof unsealed>[1]) => unsealed(seal, row)
    const slack = await startSlack({
      ...{
        db,
        networks,
        workspace,
        clients: slackClients,
        leads: env.leads,
        accountOf,
        now,
        log,
        apiUrl,
        whole: presses.run,
        customerUrl: env.customerUrl,
        noCredentials: seal.seal({}),
      },
      ...{ token: slackKeys.botToken, signingSecret: slackKeys.signingSecret, appToken: env.slack?.appToken },
    })
    // What works at the same time also ends so: one that waits for its Slack or its network keeps no other from ending.
    const working: Close[] = [slack.stop]
    closing.push(() => Promise.all(working.map((stop) => stop())))
    routes.push((request, response) => {
      if (request.url !== '/slack/events' || !slack.handle) return false
      slack.handle(request, response)
      return true
    })

    const shared = { ...{ database, workspaceId, networkOf, accountOf, now, log }, channelId: channel }
    const taking = takeIn({ ...shared, networks, seal, run: ticks.run })
    working.push(taking.deliveries.stop)
    const { refused } = taking
    const sending = sendOut({ ...shared, refused, slack: { client: slackClients.drawing, token: slackKeys.botToken } })
    working.push(sending.replies.stop)
    const filing = pump(
      () =>
        keepOneFile({
          ...{ db, workspaceId, client: slackClients.drawing, now, log },
          fetch: (attachment, row) => fetchAttachment(networkOf(row), attachment, accountOf(row)),
        }),
      2,
      log,
    )
    working.push(filing.stop)
    await sending.settleAbandoned(database.embedded)
    const wakeAll = () => {
      taking.deliveries.wake()
      sending.replies.wake()
      filing.wake()
    }

    const fallAllDue = () =>
      ticks.run(async () => {
        await sayAllDue({ db, workspaceId, channelId: channel, now, ending: ticks.ending })
        slack.wake()
      })
    const stopTicking = startTicking(
      {
        fallDue: async () => {
          await clock.set()
          await fallAllDue()
        },
        leftovers: async () => {
          wakeAll()
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
    working.push(stopTicking, ticks.end, handed.end)

    await database.listen('deliveries', taking.deliveries.wake)
    const lookAtPosts = () => {
      slack.wake()
      sending.replies.wake()
      filing.wake()
    }
    await database.listen('posts', calmly(lookAtPosts, CALM))

    const environmentKeys = sandbox ? { meta: sandbox.keys } : env.keys
    routes.unshift(
      webhooks({
        ...{ networks, now, realTime: clock.now, log, keep: keeper(db, workspaceId) },
        keysOf: keysOf(db, workspaceId, seal, environmentKeys),
      }),
    )
    const context: Context = { db, workspaceId, networks, seal, channelNamed, now }
    if (database.embedded) {
      const commandServer = await serveCommands(env.dataDir, commands, context, handed.run)
      closing.push(() => void commandServer.close())
    }
    for (const { network, fields } of sandbox?.accounts ?? [])
      await connectAccount(context, [network, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)], {
        ...{ lines: (async function* () {})(), out: () => {}, err: say },
      })
    ready = true
    wakeAll()
    sandbox?.ready()
    if (!sandbox) say(`Roost works in ${workspace.name}, and takes deliveries on port ${port}.`)
    return { port, stop: () => stopAll(closing) }
  } catch (error) {
    await stopAll(closing)
    throw error
  }
}

/** In the reverse order of starting: first nothing new is taken, then what is under way ends, last the database closes. */
async function stopAll(closing: Close[]): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close()
}
