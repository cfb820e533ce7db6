import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite'
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { Ground } from './program.ts'

export type Rows = Record<string, Record<string, unknown>[]>

/** Every row of every table, as it stands there. */
export function allRows(its: Ground): Promise<Rows> {
  return onIt(its, async (ask) => {
    const rows: Rows = {}
    for (const { name } of await ask(TABLES))
      rows[`${name}`] = (await ask(`select to_jsonb(one) as row from "${name}" one`)).map(
        ({ row }) => row as Rows[string][0],
      )
    return rows
  })
}

/**
 * Puts back what an earlier version would have left: its tables, without the last `newest` migrations, and all rows in
 * them. Gives these rows, and the tables that these migrations change.
 */
export async function makeEarlier(its: Ground, newest: number): Promise<{ left: Rows; changed: string[] }> {
  const rows = await allRows(its)
  const folder = mkdtempSync(join(tmpdir(), 'roost-migrations-'))
  try {
    cpSync('migrations', folder, { recursive: true })
    const taken = readdirSync(folder).sort().slice(-newest)
    const changes = taken.map((name) => readFileSync(join(folder, name, 'migration.sql'), 'utf8'))
    for (const name of taken) rmSync(join(folder, name), { recursive: true })
    return await onIt(its, async (ask, migrateFrom) => {
      await ask('drop schema public cascade')
      await ask('drop schema drizzle cascade')
      await ask('create schema public')
      await migrateFrom(folder)
      // Which row stands for which other one is as it was: no order has to be found for them.
      await ask('set session_replication_role = replica')
      const tables = (await ask(TABLES)).map(({ name }) => `${name}`)
      for (const name of tables) await fill(ask, name, rows[name] ?? [])
      return {
        left: Object.fromEntries(tables.map((name) => [name, rows[name] ?? []])),
        changed: tables.filter((name) => new RegExp(`(ALTER TABLE|UPDATE|ON) "${name}"`).test(changes.join())),
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const TABLES = `select table_name as name from information_schema.tables where table_schema = 'public'`

type Ask = (query: string, given?: string[]) => Promise<Record<string, unknown>[]>

async function fill(ask: Ask, table: string, rows: Rows[string]): Promise<void> {
  const columns = await ask(`
    select column_name as name, is_identity as counts from information_schema.columns
    where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER'`)
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  await ask(
    `insert into "${table}" (${names}) overriding system value
     select ${names} from jsonb_populate_recordset(null::"${table}", $1::text::jsonb)`,
    [JSON.stringify(rows)],
  )
  for (const { name } of columns.filter(({ counts }) => counts === 'YES'))
    await ask(`select setval(pg_get_serial_sequence('"${table}"', '${name}'), max("${name}")) from "${table}"`)
}

async function onIt<T>(
  { url, env }: Ground,
  act: (ask: Ask, migrateFrom: (migrationsFolder: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  if (url) {
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    const ask: Ask = async (query, given = []) => [...(await sql.unsafe(query, given))]
    return await act(ask, (migrationsFolder) => migrate(drizzle({ client: sql }), { migrationsFolder })).finally(() =>
      sql.end(),
    )
  }
  const client = await PGlite.create(join(env.DATA_DIR ?? '', 'postgres'))
  const ask: Ask = async (query, given) => (await client.query<Record<string, unknown>>(query, given)).rows
  const migrateFrom = (migrationsFolder: string) => migrateEmbedded(drizzleEmbedded({ client }), { migrationsFolder })
  return await act(ask, migrateFrom).finally(() => client.close())
}
