import packageJson from '../package.json' with { type: 'json' }
import type { Context } from './cli/context.ts'
import { serveCommands } from './cli/sockets.ts'
import { answering } from './db/answers.ts'
import { bringForward } from './db/bring-forward.ts'
import { databaseClock } from './db/clock.ts'
import { openDatabase } from './db/connect.ts'
import { freeLeases } from './db/free-leases.ts'
import { keysIn, sealWith } from './db/seal.ts'
import type { Env } from './env.ts'
import { unsealed } from './inbound/accounts.ts'
import { keeper } from './inbound/keep.ts'
import { keysOf } from './inbound/keys.ts'
import { webhooks } from './inbound/webhooks.ts'
import { logger } from './log.ts'
import { networks as allNetworks } from './networks/index.ts'
import { openDoor } from './server.ts'
import { storeEnvironment } from './settings/stored.ts'
import { clients } from './slack/clients.ts'
import { clockTrouble } from './slack/clock-trouble.ts'
import { startSlack } from './slack/start.ts'
import { openChannel, openWorkspace, whenSlackAnswers } from './slack/workspace.ts'
import type { AccountRow } from './tickets/ticket.ts'
import { underWay } from './under-way.ts'
import { startWork, type Work } from './work.ts'

/** No statement of the app takes so many milliseconds, and what merely idles is put away before: see `idle_timeout`. */
const SILENCE = 20_000

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
  const presses = underWay()
  const handed = underWay()
  const closing: Close[] = [database.close, presses.end]
  try {
    const seal = sealWith(keysIn(env.encryptionKeys, env.dataDir))
    const door = await openDoor(env, answering(db), log)
    closing.push(door.close)
    const { port, server, routes } = door

    // With Slack it is not loaded: a start is mostly loading.
    const { sandboxFor } = env.slack ? {} : await import('./sandbox/for-app.ts')
    let work: Work | undefined
    const sandbox = await sandboxFor?.({ env, port, db, server, tick: async () => void (await work?.fallAllDue()) })
    if (sandbox) routes.push(sandbox.handle)
    if (sandbox) closing.push(sandbox.close)
    const clock = await databaseClock(db)
    const now = sandbox?.now ?? clock.now
    const keys = env.slack ?? sandbox?.slack
    if (!keys) throw new Error('Neither Slack nor the sandbox')
    const apiUrl = sandbox?.slack.apiUrl ?? env.slackApiUrl

    const slackClients = clients(keys.botToken, apiUrl)
    const client = slackClients.drawing
    const workspace = await whenSlackAnswers(say, () => openWorkspace(db, client, now()))
    const workspaceId = workspace.id
    const channelNamed = (wanted: string) => openChannel(db, client, workspaceId, wanted)
    const channel = sandbox?.slack.channel ?? env.slackChannel ?? ''
    const channelId = await whenSlackAnswers(say, () => channelNamed(channel))
    await storeEnvironment(db, workspaceId, { channel: channelId, ...env.told })
    await sandbox?.furnish(workspaceId)
    if (database.embedded) await freeLeases(db)
    // A sandbox's clock is moved ahead, and goes on from there.
    if (!sandbox) await bringForward(db, 'a start')
    if (!sandbox) for (const line of await clockTrouble(db, apiUrl, keys.botToken)) say(line)

    const networks = new Map(allNetworks.map((network) => [network.name, network]))
    const accountOf = (row: AccountRow) => unsealed(seal, row)
    const slack = await startSlack({
      ...{ db, networks, workspace, clients: slackClients, apiUrl, accountOf, now, log },
      ...{ leads: env.leads, customerUrl: env.customerUrl, noCredentials: seal.seal({}), whole: presses.run },
      ...{ token: keys.botToken, signingSecret: keys.signingSecret, appToken: env.slack?.appToken },
      realTime: clock.now,
    })
    // What works at the same time also ends so: one that waits for its Slack or its network keeps no other from ending.
    closing.push(() => Promise.all([slack.stop(), work?.stop(), handed.end()]))
    work = await startWork({
      ...{ database, workspaceId, channelId, networks, accountOf, seal, slack, client, token: keys.botToken },
      ...{ clock, now, log },
    })

    routes.push(slack.route)
    const keep = keeper(db, workspaceId)
    const keysFor = keysOf(db, workspaceId, seal, sandbox ? { meta: sandbox.keys } : env.keys)
    routes.unshift(webhooks({ networks, keysOf: keysFor, keep, now, realTime: clock.now, log }))
    const context: Context = { db, workspaceId, networks, seal, channelNamed, now }
    if (database.embedded) {
      const { commands } = await import('./cli/commands.ts')
      const commandServer = await serveCommands(env.dataDir, commands, context, handed.run)
      closing.push(() => void commandServer.close())
    }
    await sandbox?.connectAll(context, say)
    door.ready()
    work.wake()
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
