import { createInterface } from 'node:readline'
import { databaseClock } from '../db/clock.ts'
import { openDatabase } from '../db/connect.ts'
import { DatabaseError } from '../db/database-error.ts'
import { keysIn, sealWith } from '../db/seal.ts'
import { type Env, EnvironmentError, readEnv } from '../env.ts'
import { networks } from '../networks/index.ts'
import { sandboxContext } from '../sandbox/for-cli.ts'
import { storeEnvironment } from '../settings/stored.ts'
import { clients } from '../slack/clients.ts'
import { openChannel, openWorkspace, SlackError } from '../slack/workspace.ts'
import { commands } from './commands.ts'
import type { CliCommand, Context, Io } from './context.ts'
import { carryOut, handOver } from './sockets.ts'

/** Runs a command on this terminal, and ends the process with its exit code. */
export async function run(name: string, args: string[]): Promise<never> {
  process.exit(await exitOf(name, args, terminal()))
}

/** Runs a command: in the running app, if that owns the embedded database, else here. Answers its exit code. */
export async function exitOf(name: string, args: string[], io: Io): Promise<number> {
  try {
    const env = readEnv()
    const handed = env.databaseUrl ? undefined : await handOver(env.dataDir, name, args, io)
    return handed ?? (await here(env, commands[name], args, io))
  } catch (error) {
    const known = [EnvironmentError, DatabaseError, SlackError].some((kind) => error instanceof kind)
    io.err(known && error instanceof Error ? error.message : String(error))
    return 1
  }
}

export function terminal(): Io {
  return {
    lines: standardInput(),
    out: (line) => write(process.stdout, line),
    err: (line) => void process.stderr.write(`${line}\n`),
  }
}

async function here(env: Env, command: CliCommand | undefined, args: string[], io: Io): Promise<number> {
  const database = await openDatabase({ url: env.databaseUrl, dataDir: env.dataDir })
  try {
    return await carryOut(command, await contextOf(env, database.db), args, io)
  } finally {
    await database.close()
  }
}

async function contextOf(env: Env, db: Context['db']): Promise<Context> {
  const { now } = await databaseClock(db)
  const common = {
    ...{ db, now, networks: new Map(networks.map((network) => [network.name, network])) },
    seal: sealWith(keysIn(env.encryptionKeys, env.dataDir)),
  }
  const place = env.slack ? await slackContext(env, env.slack.botToken, db, now()) : await sandboxContext(db, now())
  await storeEnvironment(db, place.workspaceId, env.told)
  return { ...common, ...place }
}

async function slackContext(env: Env, token: string, db: Context['db'], now: Temporal.Instant) {
  const client = clients(token, env.slackApiUrl).drawing
  const { id: workspaceId } = await openWorkspace(db, client, now)
  return { workspaceId, channelNamed: (wanted: string) => openChannel(db, client, workspaceId, wanted) }
}

/** Read once somebody asks for it: lines that come before are lost otherwise. */
async function* standardInput(): AsyncGenerator<string> {
  yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
}

function write(stream: NodeJS.WriteStream, line: string): Promise<void> | void {
  if (stream.write(`${line}\n`)) return
  return new Promise((drained) => stream.once('drain', drained))
}
