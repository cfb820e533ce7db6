import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { serverDatabase } from '../database.ts'
import type { Outside } from './outside.ts'

/** One running Roost in Slack mode. */
export interface Program {
  port: number
  pid: number
  printed: string[]
  ended: Promise<void>
  kill(signal?: NodeJS.Signals): Promise<void>
}

export type Environment = Record<string, string>

/** Where a Roost keeps what it has, so that a second start goes on with it. */
export interface Ground {
  env: Environment
  /** None for the embedded database. */
  url: string | undefined
  remove(): Promise<void>
}

/** `url`: of a database that the test has made itself. */
export async function ground(outside: Outside, database: 'embedded' | 'server', url?: string): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'roost-fault-'))
  const server = url ? { url, drop: async () => {} } : database === 'server' ? await serverDatabase() : undefined
  return {
    url: server?.url,
    env: environment(outside, dataDir, server?.url),
    async remove() {
      await server?.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** What Roost is told: where its outside is, and on which database it works. */
export function environment({ sandbox: { slack, meta } }: Outside, dataDir: string, url?: string): Environment {
  return {
    ...{ PATH: process.env.PATH ?? '', DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.apiUrl },
    ...{ SLACK_CHANNEL: slack.channel, META_APP_SECRET: meta.appSecret, META_VERIFY_TOKEN: meta.verifyToken },
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...(url ? { DATABASE_URL: url } : {}),
  }
}

type Later = (end: () => void) => void

/** Starts Roost, and waits until it takes deliveries. Outside a test, `later` says when it is to be ended at last. `uid`: as another user. */
export async function program(env: Environment, later: Later = onTestFinished, uid?: number): Promise<Program> {
  const { child, printed, ended } = begun(env, later, uid)
  const port = await new Promise<number>((open, failed) => {
    void ended.then(() => failed(new Error(`Roost ended with ${child.exitCode}:\n${printed.join('\n')}`)))
    child.stdout.on('data', () => {
      const port = printed.map((line) => /takes deliveries on port (\d+)/.exec(line)?.[1]).find(Boolean)
      if (port) open(Number(port))
    })
  })
  return { port, pid: child.pid ?? 0, printed, ended, kill: killing(child, ended) }
}

/** Starts Roost, and kills it so long after it has begun on its embedded database, wherever it is by then. */
export async function cutShort(env: Environment, milliseconds: number): Promise<void> {
  const { child, ended } = begun(env, onTestFinished)
  const folder = env.DATABASE_URL ? undefined : env.DATA_DIR
  const began = () => !folder || readdirSync(folder).some((name) => name.startsWith('postgres'))
  while (!began() && child.exitCode === null) await wait(5)
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
  await ended
  clearTimeout(timer)
}

/** Starts Roost, and kills it once it has come to the moment that can be seen from outside. */
export async function killedOnce(env: Environment, moment: () => Promise<void>): Promise<void> {
  const { child, printed, ended } = begun(env, onTestFinished)
  const early = ended.then(() => Promise.reject(new Error(`Roost ended by itself:\n${printed.join('\n')}`)))
  await Promise.race([moment(), early])
  early.catch(() => {})
  child.kill('SIGKILL')
  await ended
}

function begun(env: Environment, later: Later, uid?: number) {
  const child = spawn(process.execPath, ['src/main.js'], { env, uid, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => printed.push(line))
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  // A test that fails on its way leaves nothing running.
  later(() => void child.kill('SIGKILL'))
  return { child, printed, ended }
}

function killing(child: ReturnType<typeof begun>['child'], ended: Promise<void>) {
  return async (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal)
    await ended
  }
}
