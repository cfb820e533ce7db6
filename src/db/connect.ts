import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite'
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { folderTrouble } from './folder-trouble.ts'
import { leaveClosed } from './leave-closed.ts'
import { own } from './own.ts'
import { prepared } from './prepared.ts'
import * as schema from './schema.ts'
import { type Host, watched } from './watched.ts'

/** A connection or a transaction, on either database, so that verbs compose. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

export interface Database {
  db: Db
  embedded: boolean
  /** Calls back whenever a committed transaction said `pg_notify(name)`, from whichever process. */
  listen(name: string, heard: () => void): Promise<void>
  close(): Promise<void>
}

/** Cannot be opened: the start stops, and says this one sentence. */
export class DatabaseError extends Error {}

const options = { schema, casing: 'snake_case' } as const
const migrations = { migrationsFolder: join(import.meta.dirname, '../../migrations') }
// Any number will do as long as all replicas use the same.
const MIGRATING = 20_261_122

interface Opening {
  url: string | undefined
  dataDir: string
  /** A server's connection that nothing has moved on for so many milliseconds is given up; absent: it is waited for. */
  silence?: number
}

/** Opens `url`, or without one the embedded database in `dataDir`, and brings its tables up to date. */
export function openDatabase(opening: Opening, say: (line: string) => void = () => {}): Promise<Database> {
  const { url, dataDir, silence } = opening
  return url ? openServer(url, silence, say) : openEmbedded(dataDir, say)
}

// The types of arrays are drizzle's concern. Were the driver to ask for them, a connection cut at that moment would end the
// whole process: its promise is heard by nobody.
const session = {
  ...{ onnotice: () => {}, connection: { TimeZone: 'UTC' } },
  ...{ fetch_types: false, prepare: false, connect_timeout: 10 },
} as const

async function openServer(url: string, silence: number | undefined, say: (line: string) => void): Promise<Database> {
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
    db: drizzle(direct ? prepared(sql) : sql, options),
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
    await migrate(drizzle(sql, options), migrations)
  })
}

async function openEmbedded(dataDir: string, say: (line: string) => void): Promise<Database> {
  const letGo = ownOrSay(dataDir)
  if (!letGo)
    throw new DatabaseError(
      `Another Roost already runs on ${dataDir}. Stop it first, give this one a DATA_DIR of its own, or set DATABASE_URL to share one database.`,
    )
  try {
    const folder = join(dataDir, 'postgres')
    const first = !existsSync(folder)
    const started = performance.now()
    const client = takingTurns(await PGlite.create(folder))
    const db = drizzleEmbedded(client, options)
    await migrateEmbedded(db, migrations)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    say(
      `${first ? 'Preparing' : 'Opening'} the embedded database in ${dataDir} … done (${seconds} s). It survives a crash, not a power cut; set DATABASE_URL for production.`,
    )
    return embedded(client, letGo)
  } catch (error) {
    letGo()
    throw new DatabaseError(folderTrouble(dataDir, error))
  }
}

function ownOrSay(dataDir: string) {
  try {
    return own(dataDir)
  } catch (error) {
    throw new DatabaseError(folderTrouble(dataDir, error))
  }
}

/**
 * PGlite answers without letting go of the process, so a chain of queries would keep everybody else waiting: in a storm a
 * press for seconds, and Slack's answers until they time out. Before each statement whatever came meanwhile has its turn.
 */
function takingTurns(client: PGlite): PGlite {
  const exec = client.execProtocolStream.bind(client)
  client.execProtocolStream = async (...given) => {
    await setImmediate()
    return exec(...given)
  }
  return client
}

/** A running PGlite as a `Database`; tests bring their own client. */
export function embedded(client: PGlite, letGo: () => void = () => {}): Database {
  return {
    db: drizzleEmbedded(client, options),
    embedded: true,
    listen: async (name, heard) => void (await client.listen(name, heard)),
    close: async () => {
      await client.close()
      letGo()
    },
  }
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
