import { parsePgArray } from 'drizzle-orm/pg-core'
import { drizzle, postgresJsCodecs } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { Database } from './connect.ts'
import { DatabaseError } from './database-error.ts'
import { leaveClosed } from './leave-closed.ts'
import { migrations } from './migrations.ts'
import { prepared } from './prepared.ts'
import { type Host, watched } from './watched.ts'

// Any number will do as long as all replicas use the same.
const MIGRATING = 20_261_122

// Were the driver to ask for the types of arrays, a connection cut at that moment would end the whole process: its promise is
// heard by nobody. So it is told the one that we have, which drizzle writes and the driver reads.
const TEXTS = 1009
const texts = { to: TEXTS, from: [TEXTS], serialize: String, parse: parsePgArray }

// JSON is written once, by drizzle: what the driver had written it would write again when it asks a second time.
const JSONB = 3802
const json = { to: JSONB, from: [114, JSONB], serialize: String, parse: JSON.parse }
const codecs = { ...postgresJsCodecs, jsonb: { ...postgresJsCodecs.jsonb, normalizeParam: JSON.stringify } }

const session = {
  ...{ onnotice: () => {}, connection: { TimeZone: 'UTC' }, types: { texts, json } },
  ...{ fetch_types: false, prepare: false, connect_timeout: 10 },
} as const

/** Opens a server's database, through a pooler or not. `silence` is as in `openDatabase`. */
export async function openServer(
  url: string,
  silence: number | undefined,
  say: (line: string) => void,
): Promise<Database> {
  const { direct } = await madeReady(url)
  const watching = silence === undefined ? {} : { socket: (to: Host) => watched(to, silence) }
  const sql = leaveClosed(postgres(url, { ...session, prepare: direct, max: 10, idle_timeout: 10, ...watching }))
  // Not watched: it is silent as long as nothing happens.
  const ears = postgres(url, { ...session, max: 1 })
  const hears = once(async () => {
    if (await hearsItself(ears, sql)) return true
    say(`${NOT_HEARD} Roost looks every 2 seconds instead.`)
    return false
  })
  return {
    db: drizzle({ client: direct ? prepared(sql) : sql, codecs }),
    embedded: false,
    listen: async (name, heard) => void ((await hears()) && (await ears.listen(name, heard))),
    close: async () => void (await Promise.all([sql.end({ timeout: 5 }), ears.end({ timeout: 1 })])),
  }
}

const NOT_HEARD =
  'DATABASE_URL: what the database announces does not come through, as behind a pooler in transaction mode.'

/** A pooler in transaction mode takes a `listen` without a word, and hands on nothing. */
async function hearsItself(ears: postgres.Sql, sql: postgres.Sql): Promise<boolean> {
  const heard = Promise.withResolvers<boolean>()
  const { unlisten } = await ears.listen('itself', () => heard.resolve(true))
  await sql.notify('itself', '')
  const patience = setTimeout(() => heard.resolve(false), 3000)
  const hears = await heard.promise
  clearTimeout(patience)
  await unlisten()
  return hears
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}

/**
 * Brings the tables up to date, and tells whether we talk to the server itself. A pooler in transaction mode may stand
 * between, so Roost leans on nothing that lives in a session: no locks, no settings, and there no prepared statements.
 */
async function madeReady(url: string): Promise<{ direct: boolean }> {
  const sql = postgres(url, { ...session, max: 2 })
  try {
    const rows = await sql`select current_setting('server_version_num')::int / 10000 as major, pg_backend_pid() as pid`
    const [row] = rows
    if (row?.major < 15)
      throw new DatabaseError(`DATABASE_URL: this is PostgreSQL ${row?.major}; Roost needs 15 or newer.`)
    await migrateAlone(sql)
    // Whoever stands between greets with a number of its own.
    return { direct: rows.state.pid === row?.pid }
  } catch (error) {
    throw error instanceof DatabaseError ? error : new DatabaseError(away(error))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/**
 * Replicas may start at once: one transaction holds the lock around the whole run, and the others wait for it. A lock of
 * the session would stay behind in a pooler, and nobody could start any more.
 */
async function migrateAlone(sql: postgres.Sql) {
  await sql.begin(async (holding) => {
    await holding`select pg_advisory_xact_lock(${MIGRATING})`
    await migrate(drizzle({ client: sql }), migrations)
  })
}

function away(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there; is the server running?',
    ENOTFOUND: 'there is no such host; check the name.',
    CONNECT_TIMEOUT: 'it does not answer; check the host, the port and the firewall.',
    '28P01': 'it refuses the password.',
    '28000': 'it refuses this user.',
    '3D000': 'it has no such database; create it first.',
  }
  return `DATABASE_URL: the database cannot be reached: ${why[code] ?? (error instanceof Error ? error.message : String(error))}`
}
