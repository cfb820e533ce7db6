import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { connected } from '../test/faults/connected.ts'
import { type Outside, outside } from '../test/faults/outside.ts'
import { type Environment, environment, type Program, program } from '../test/faults/program.ts'
import { freshDatabase } from '../test/postgres.ts'
import { SECRET } from './deliveries.ts'
import { atTheEnd } from './process.ts'
import { settled } from './settled.ts'

/** The whole of Roost: real processes on a database of their own, with a stand-in Slack around them. */
export interface Roost {
  around: Outside
  sql: Sql
  env: Environment
  start(more?: Environment): Promise<Program>
  close(): Promise<void>
}

/** A shop for each channel, so that a delivery chooses where its card stands. */
const SHOPS = { social: '#social', reviews: '#reviews', general: '#general' }

export async function roost(server: string): Promise<Roost> {
  const around = await outside()
  const { url, drop } = await freshDatabase(server)
  const dataDir = mkdtempSync(join(tmpdir(), 'roost-bench-'))
  const env = environment(around, dataDir, url)
  const running: Program[] = []
  const accounts = Object.keys(SHOPS).map((name) => ({ network: 'custom', fields: { name, secret: SECRET } }))
  await connected({ env, url, remove: drop }, { ...around, sandbox: { ...around.sandbox, accounts } }, SHOPS)
  const sql = postgres(url, { max: 2, onnotice: () => {} })
  return {
    ...{ around, sql, env },
    async start(more = {}) {
      const one = await program({ ...env, ...more }, atTheEnd)
      running.push(one)
      around.replicas.push(one.port)
      return one
    },
    async close() {
      await Promise.all(running.map((one) => one.kill('SIGTERM')))
      await sql.end()
      await drop()
      await around.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The cards that stand in Slack. */
export async function cardsOf({ sql }: Roost) {
  const rows = await sql`select ticket_id, channel_id, ts from posts where kind = 'card' and ts is not null`
  return rows.map(({ ticket_id, channel_id, ts }) => ({ ticket: Number(ticket_id), channel: channel_id, ts }))
}

/** Waits until all that was delivered has been taken in, and counts what is lost and what is there twice. */
export async function allTaken({ sql }: Pick<Roost, 'sql'>, delivered: number) {
  await settled(
    () => sql`select count(*)::int as waiting from deliveries where taken_at is null`,
    ([counted]) => counted?.waiting === 0,
    600_000,
  )
  const [kept] = await sql`
    select count(distinct network_id)::int as ids, count(*)::int as rows from messages where direction = 'inbound'`
  return { lost: delivered - kept?.ids, duplicated: kept?.rows - kept?.ids }
}

/** How often Slack had to say that it was too much. */
export function limited({ around }: Roost) {
  return { 'too fast': around.calls.filter(({ answer }) => answer?.status === 429).length }
}
