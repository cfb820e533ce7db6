import { openAsBlob } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { getTableName, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject } from 'vitest'
import { type Database, type Db, openDatabase } from '../src/db/connect.ts'
import { embedded } from '../src/db/embedded.ts'
import * as schema from '../src/db/schema.ts'
import { freshDatabase } from './postgres.ts'

/** Runs the same tests on the embedded database and, where there is one, on a PostgreSQL server. */
export function onEveryDatabase(name: string, tests: (database: () => Database) => void): void {
  describe(`${name} (embedded)`, () => tests(fresh(openEmbedded)))
  onServer(name, tests)
}

/** For what only a server can show: locking, replicas. Skipped, and said so, where there is none. */
export function onServer(name: string, tests: (database: () => Database) => void): void {
  describe.skipIf(inject('serverUrl') === null)(`${name} (server)`, () => tests(fresh(openServer)))
}

function fresh(open: () => Promise<{ database: Database; drop: () => Promise<void> }>): () => Database {
  let opened: Awaited<ReturnType<typeof open>> | undefined
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened?.drop())
  beforeEach(() => opened && empty(opened.database))
  return () => {
    if (!opened) throw new Error('Open it in a test, not outside.')
    return opened.database
  }
}

async function openEmbedded() {
  const client = await PGlite.create({ loadDataDir: await openAsBlob(inject('embeddedImage')) })
  const database = embedded(client)
  return { database, drop: database.close }
}

async function openServer() {
  const { url, drop } = await serverDatabase()
  const database = await openDatabase({ url, dataDir: '' })
  return {
    database,
    drop: async () => {
      await database.close()
      await drop()
    },
  }
}

export function serverDatabase() {
  const server = inject('serverUrl')
  if (!server) throw new Error('There is no PostgreSQL server.')
  return freshDatabase(server)
}

/** Until so many wait for what another transaction holds: by then each of them has all it takes before that. */
export async function waitsForALock(db: Db, many = 1): Promise<void> {
  const waiting = sql`datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(() => db.$count(sql`pg_stat_activity`, waiting)).toBeGreaterThanOrEqual(many)
}

async function empty({ db }: Database) {
  const tables = Object.values(schema).filter((value) => value instanceof PgTable)
  const names = tables.map((table) => `"${getTableName(table)}"`).join(', ')
  await db.execute(sql.raw(`truncate ${names} restart identity cascade`))
}
