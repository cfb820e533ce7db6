import postgres from 'postgres'
import { type Database, openDatabase } from '../src/db/connect.ts'
import type { Given } from './bench.ts'

/**
 * A database that takes long to fill, by its name: found there it is used again. It is filled under another name, so that
 * one whose filling was cut short is not taken for whole. `from` names one to begin with instead of an empty one.
 */
export async function filled(
  { server, say }: Given,
  name: string,
  fill: (database: Database) => Promise<void>,
  from = 'template1',
): Promise<Database> {
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  const there = await admin`select 1 from pg_database where datname = ${name}`
  if (there.length === 0) {
    const began = performance.now()
    await admin.unsafe(`drop database if exists ${name}_begun with (force)`)
    await admin.unsafe(`create database ${name}_begun template ${from}`)
    const database = await openDatabase({ url: at(server, `${name}_begun`), dataDir: '' })
    await fill(database)
    await database.db.execute('vacuum analyze')
    await database.close()
    await admin.unsafe(`alter database ${name}_begun rename to ${name}`)
    say(`${name} was filled in ${Math.round((performance.now() - began) / 1000)} s; the next run finds it.`)
  }
  await admin.end()
  return openDatabase({ url: at(server, name), dataDir: '' })
}

function at(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
