import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterEach, expect, inject, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/connect.ts'
import { inOrder } from '../../src/db/in-order.ts'
import { own } from '../../src/db/own.ts'
import { settings, workspaces } from '../../src/db/schema.ts'
import { onEveryDatabase, serverDatabase } from '../database.ts'
import { hasPooler, pooler } from '../faults/pooler.ts'
import { wire } from '../faults/wire.ts'

const now = Temporal.Instant.from('2026-11-22T09:00:00.123Z')

onEveryDatabase('a database', (database) => {
  test('gives back the moment it was given, to the millisecond', async () => {
    const { db } = database()
    await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: now })
    const [found] = await db.select().from(workspaces).where(eq(workspaces.createdAt, now))
    expect(found?.createdAt.toString()).toBe('2026-11-22T09:00:00.123Z')
  })

  test('writes JSON once, also what the driver asks a second time', async () => {
    const { db } = database()
    await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: now })
    const all = { object: { a: [1, 'two', { three: null }] }, words: 'as "they" are', yes: true, list: [true] }
    for (const [name, value] of Object.entries(all)) {
      await db.insert(settings).values({ workspaceId: 'T1', name, value })
      // As after a migration under a running replica: what was planned is gone.
      await db.execute(sql`deallocate all`)
    }
    await db.insert(settings).values({ workspaceId: 'T1', name: 'raw', value: sql`${JSON.stringify([7])}::jsonb` })
    const read = await db
      .select({ name: settings.name, value: settings.value, kind: sql<string>`jsonb_typeof(${settings.value})` })
      .from(settings)
    expect(Object.fromEntries(read.map(({ name, value }) => [name, value]))).toEqual({ ...all, raw: [7] })
    expect(Object.fromEntries(read.map(({ name, kind }) => [name, kind]))).toEqual({
      ...{ object: 'object', words: 'string', yes: 'boolean', list: 'array', raw: 'array' },
    })
  })
})

const folders: string[] = []
function folder() {
  const made = mkdtempSync(join(tmpdir(), 'roost-own-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

test('a folder has one owner: the second is refused until the first lets go', () => {
  const dataDir = folder()
  const letGo = own(dataDir)
  expect(letGo).toBeTypeOf('function')
  expect(own(dataDir)).toBeUndefined()
  letGo?.()
  expect(own(dataDir)).toBeTypeOf('function')
})

test('a second Roost on the same folder stops with one sentence', async () => {
  const dataDir = folder()
  const letGo = own(dataDir)
  await expect(openDatabase({ url: undefined, dataDir })).rejects.toThrow(/Another Roost already runs/)
  letGo?.()
})

test('a database that is away is named, with what to do', async () => {
  const url = 'postgres://roost@127.0.0.1:1/roost'
  await expect(openDatabase({ url, dataDir: '' })).rejects.toThrow(/DATABASE_URL: .*nothing listens there/)
})

test.skipIf(inject('serverUrl') === null)('replicas that start at once migrate once', async () => {
  const { url, drop } = await serverDatabase()
  const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, dataDir: '' })))
  for (const { db } of opened) expect(await db.select().from(workspaces)).toEqual([])
  await Promise.all(opened.map((database) => database.close()))
  await drop()
})

test.skipIf(inject('serverUrl') === null)(
  'statements are planned once by the server, and never behind a pooler',
  async () => {
    const { url, drop } = await serverDatabase()
    const direct = await openDatabase({ url, dataDir: '' })
    expect(await plannedAfterAsking(direct)).toBe(2)
    await direct.close()
    if (hasPooler) {
      const between = await pooler(Number(new URL(url).port))
      const through = new URL(url)
      through.port = `${between.port}`
      const pooled = await openDatabase({ url: through.href, dataDir: '' })
      expect(await plannedAfterAsking(pooled)).toBe(0)
      await pooled.close()
      await between.stop()
    }
    await drop()
  },
)

/** In a transaction and in a savepoint, which are one connection. */
function plannedAfterAsking({ db }: Database): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.select().from(workspaces).where(eq(workspaces.id, 'T1'))
    await tx.transaction((within) =>
      within.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, 'T1')),
    )
    await tx.select().from(workspaces).where(eq(workspaces.id, 'T2'))
    const planned = await tx.execute(sql`select name from pg_prepared_statements where statement like '%workspaces%'`)
    return Array.isArray(planned) ? planned.length : Number.NaN
  })
}

test.skipIf(inject('serverUrl') === null)(
  'a connection cut within a transaction fails that one alone; the next ones go on',
  async () => {
    const { url, drop } = await serverDatabase()
    const line = await wire(Number(new URL(url).port))
    const between = new URL(url)
    between.port = `${line.port}`
    const { db, close } = await openDatabase({ url: between.href, dataDir: '' })
    const cut = db.transaction(async (tx) => {
      await tx.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: now })
      line.cut()
      await tx.select().from(workspaces)
    })
    await expect(cut).rejects.toThrow()
    const cutAmidSeveral = db.transaction(async (tx) => {
      await tx.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: now })
      const asked = [1, 2, 3].map(() => tx.select({ slept: sql`pg_sleep(1)` }).from(workspaces))
      setTimeout(() => line.cut(), 100)
      await inOrder(asked)
    })
    await expect(cutAmidSeveral).rejects.toThrow()
    const after = Array.from({ length: 20 }, (_, number) =>
      db.transaction((tx) => tx.insert(workspaces).values({ id: `T2${number}`, name: 'Lumen', createdAt: now })),
    )
    await Promise.all(after)
    expect(await db.select().from(workspaces)).toHaveLength(20)
    await Promise.all([close(), line.close()])
    await drop()
  },
)

test.skipIf(inject('serverUrl') === null).for([1, 2, 3, 4])(
  'a connection torn off at its word %i to the server fails what was asked on it, and nothing else',
  async (tearsAt) => {
    const { url, drop } = await serverDatabase()
    const line = await wire(Number(new URL(url).port))
    const between = new URL(url)
    between.port = `${line.port}`
    const { db, close } = await openDatabase({ url: between.href, dataDir: '' })
    const unheard: unknown[] = []
    process.on('unhandledRejection', (error) => unheard.push(error))
    line.tearsAt = tearsAt
    const asked = [1, 2].map(() => db.select().from(workspaces))
    await Promise.allSettled(asked)
    line.tearsAt = Number.POSITIVE_INFINITY
    expect(await db.select().from(workspaces)).toEqual([])
    expect(unheard).toEqual([])
    await Promise.all([close(), line.close()])
    await drop()
  },
)

test.skipIf(inject('serverUrl') === null || !hasPooler)('behind a pooler no start leaves a lock behind', async () => {
  const { url, drop } = await serverDatabase()
  const between = await pooler(Number(new URL(url).port))
  const through = new URL(url)
  through.port = `${between.port}`
  for (let start = 0; start < 3; start += 1) {
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url: through.href, dataDir: '' })))
    await Promise.all(opened.map((database) => database.close()))
  }
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  expect(await sql`select * from pg_locks where locktype = 'advisory'`).toHaveLength(0)
  await sql.end()
  await between.stop()
  await drop()
})
