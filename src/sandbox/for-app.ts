import type { Server } from 'node:http'
import { join } from 'node:path'
import { connectAccount } from '../cli/connect-account.ts'
import type { Context, Io } from '../cli/context.ts'
import type { Db } from '../db/connect.ts'
import * as schema from '../db/schema.ts'
import { getTableName, PgTable, sql } from '../db/sql.ts'
import type { Env } from '../env.ts'
import { openClock } from './clock.ts'
import { openSandbox } from './index.ts'
import { nextPromise } from './next-promise.ts'

export interface ForApp {
  env: Env
  port: number
  db: Db
  server: Server
  /** Lets what fell due happen. */
  tick: () => Promise<void>
}

/** The sandbox as `src/index.ts` uses it in place of Slack: its keys, its accounts, and a clock that can be moved. */
export async function sandboxFor({ env, port, db, server, tick }: ForApp) {
  const dataDir = join(env.dataDir, 'sandbox')
  const clock = openClock(dataDir)
  const sandbox = await openSandbox({
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    now: clock.now,
    async advanceClock(by) {
      for (const step of stepsOf(by)) {
        clock.advance(step)
        await tick()
      }
    },
    nextPromise: () => nextPromise(db, clock.now()),
    async startOver() {
      clock.reset()
      await forgetTickets(db)
    },
  })
  server.on('upgrade', (request, socket, head) => {
    if (!sandbox.upgrade(request, socket, head)) socket.destroy()
  })
  return {
    ...sandbox,
    now: clock.now,
    /** What a team like this one would have set by now; what somebody set here since stays. */
    async furnish(workspaceId: string) {
      const team = { urgent: ['charged twice', 'charged three times'] }
      await db.insert(schema.settings).values({ workspaceId, name: 'team', value: team }).onConflictDoNothing()
    },
    /** Its accounts, each as somebody would connect it. */
    async connectAll(context: Context, say: (line: string) => void) {
      const io: Io = { lines: (async function* () {})(), out: () => {}, err: say }
      for (const { network, fields } of sandbox.accounts) {
        const args = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
        await connectAccount(context, [network, ...args], io)
      }
    },
    keys: { secrets: [sandbox.meta.appSecret], verifyToken: sandbox.meta.verifyToken },
    ready() {
      sandbox.ready()
      console.log('No Slack token is set: this is the sandbox, a stand-in Slack for trying things out.')
      console.log(`Open http://localhost:${port}`)
    },
  }
}

/** So that Roost is there while the time passes: what falls due is said in its turn, and not as after an absence. */
function stepsOf(by: Temporal.Duration): Temporal.Duration[] {
  const minutes = by.total('minutes')
  const whole = Array.from({ length: Math.floor(minutes / 15) }, () => Temporal.Duration.from({ minutes: 15 }))
  const rest = Temporal.Duration.from({ milliseconds: Math.round((minutes % 15) * 60_000) })
  return rest.total('milliseconds') === 0 && whole.length > 0 ? whole : [...whole, rest]
}

const KEPT = new Set(['workspaces', 'settings', 'channels', 'accounts'])

/** Everything customers and agents did; the workspace and its connected accounts stay. */
async function forgetTickets(db: Db): Promise<void> {
  const names = Object.values(schema)
    .filter((value) => value instanceof PgTable)
    .map((table) => getTableName(table))
    .filter((name) => !KEPT.has(name))
  await db.execute(sql.raw(`truncate ${names.map((name) => `"${name}"`).join(', ')} restart identity cascade`))
}
