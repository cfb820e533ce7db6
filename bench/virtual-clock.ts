import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { type Database, openDatabase } from '../src/db/connect.ts'
import { freshDatabase } from '../test/postgres.ts'

/** A database whose `clock_timestamp()` says what it is told, so that two minutes of a storm pass in as long as they cost. */
export interface VirtualClock {
  database: Database
  now(): Temporal.Instant
  moveTo(milliseconds: number): Promise<void>
  close(): Promise<void>
}

export async function virtualClock(server: string, began: Temporal.Instant): Promise<VirtualClock> {
  const { url, drop } = await freshDatabase(server)
  await (await openDatabase({ url, dataDir: '' })).close()
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`
    create schema virtual;
    create table virtual.clock as select '${began}'::timestamptz as at;
    create function virtual.clock_timestamp() returns timestamptz language sql volatile as 'select at from virtual.clock';
    alter database ${admin.options.database} set search_path = virtual, public, pg_catalog;`)
  await admin.end()
  const database = await openDatabase({ url, dataDir: '' })
  let now = began
  return {
    database,
    now: () => now,
    async moveTo(milliseconds) {
      now = began.add({ milliseconds: Math.round(milliseconds) })
      await database.db.execute(sql`update virtual.clock set at = ${now.toString()}::timestamptz`)
    },
    async close() {
      await database.close()
      await drop()
    },
  }
}
