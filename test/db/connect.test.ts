import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, expect, inject, test } from 'vitest'
import { openDatabase } from '../../src/db/connect.ts'
import { own } from '../../src/db/own.ts'
import { workspaces } from '../../src/db/schema.ts'
import { onEveryDatabase, serverDatabase } from '../database.ts'

const now = Temporal.Instant.from('2026-11-22T09:00:00.123Z')

onEveryDatabase('a database', (database) => {
  test('gives back the moment it was given, to the millisecond', async () => {
    const { db } = database()
    await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: now })
    const [found] = await db.select().from(workspaces).where(eq(workspaces.createdAt, now))
    expect(found?.createdAt.toString()).toBe('2026-11-22T09:00:00.123Z')
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
