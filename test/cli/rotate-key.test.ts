import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Unusable } from '../../src/cli/context.ts'
import { sealAnew } from '../../src/cli/seal-anew.ts'
import type { Db } from '../../src/db/connect.ts'
import { accounts } from '../../src/db/schema.ts'
import { keysIn, type Seal, sealWith } from '../../src/db/seal.ts'
import { keysOf } from '../../src/inbound/keys.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { company } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const old = Buffer.alloc(32, 1)
const young = Buffer.alloc(32, 2)
const secret = { token: 'EAAB-page-token' }

onEveryDatabase('npm run rotate-key', (database) => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roost-key-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  async function rotate(db: Db, seal: Seal): Promise<string[]> {
    const out: string[] = []
    const context = { db, seal, workspaceId: 'T1', networks: new Map(), channelNamed: async () => 'C1' }
    const io = { lines: (async function* () {})(), out: (line: string) => void out.push(line), err: () => {} }
    await sealAnew({ ...context, now: () => Temporal.Now.instant() }, [], io)
    return out
  }

  async function sealedBy(db: Db, seal: Seal) {
    const { account } = await company(db)
    const credentials = seal.seal(secret)
    await db.update(accounts).set({ credentials }).where(eq(accounts.id, account.id))
    return async () => (await db.select().from(accounts))[0]?.credentials ?? ''
  }

  test('seals with the first key of the environment what another one has sealed', async () => {
    const { db } = database()
    const credentials = await sealedBy(db, sealWith(old))
    const said = await rotate(db, sealWith({ all: [young, old] }))
    expect(said).toEqual([
      '1 account is sealed with the new key. Take the others out of ENCRYPTION_KEY, and restart Roost.',
    ])
    expect(sealWith(young).open(await credentials())).toEqual(secret)
    const opened = await credentials()
    expect(() => sealWith(old).open(opened)).toThrow('No key')
  })

  test('with one key in the environment, says what to do', async () => {
    const { db } = database()
    await sealedBy(db, sealWith(old))
    await expect(rotate(db, sealWith(old))).rejects.toThrow(Unusable)
  })

  test('changes nothing where one account cannot be opened', async () => {
    const { db } = database()
    const credentials = await sealedBy(db, sealWith(Buffer.alloc(32, 3)))
    const before = await credentials()
    await expect(rotate(db, sealWith({ all: [young, old] }))).rejects.toThrow('No key of ENCRYPTION_KEY')
    expect(await credentials()).toBe(before)
  })

  test('makes a new key in the folder of the embedded database, and what runs there goes on', async () => {
    const { db } = database()
    const running = sealWith(keysIn([], folder))
    const first = readFileSync(join(folder, 'encryption.key'), 'utf8')
    const credentials = await sealedBy(db, running)
    expect(await rotate(db, running)).toEqual(['1 account is sealed with the new key.'])
    expect(running.open(await credentials())).toEqual(secret)
    const kept = readFileSync(join(folder, 'encryption.key'), 'utf8')
    expect(kept).not.toContain(first)
    expect(statSync(join(folder, 'encryption.key')).mode & 0o777).toBe(0o600)
    expect(sealWith(keysIn([], folder)).open(await credentials())).toEqual(secret)
    const opened = await credentials()
    expect(() => sealWith(Buffer.from(first, 'base64')).open(opened)).toThrow('No key')
  })

  test('what signs deliveries is known all the same to what runs there', async () => {
    const { db } = database()
    const running = sealWith(keysIn([], folder))
    await sealedBy(db, running)
    await db.update(accounts).set({ credentials: running.seal({ secret: 'whsec_x' }) })
    const keys = keysOf(db, 'T1', running, {})
    await keys(custom, 'shop')
    await rotate(db, running)
    expect(await keys(custom, 'shop')).toEqual({ secrets: ['whsec_x'] })
  })

  test('twice at once, what runs there still opens what is sealed', async () => {
    const { db } = database()
    const running = sealWith(keysIn([], folder))
    const credentials = await sealedBy(db, running)
    const forget = running.keys.forget
    let again: Promise<unknown> | undefined
    running.keys.forget = () => {
      running.keys.forget = forget
      again = rotate(db, running).catch(() => {})
      forget?.()
    }
    await rotate(db, running)
    await again
    expect(running.open(await credentials())).toEqual(secret)
    expect(sealWith(keysIn([], folder)).open(await credentials())).toEqual(secret)
  })

  test('a start says what to do where the folder holds half a key', () => {
    writeFileSync(join(folder, 'encryption.key'), 'aGFsZiBh')
    expect(() => keysIn([], folder)).toThrow('encryption.key holds no key of 32 bytes. Bring back a copy of it')
  })

  test('killed in between, both keys are still there', async () => {
    const { db } = database()
    const running = sealWith(keysIn([], folder))
    const credentials = await sealedBy(db, running)
    running.keys.make?.()
    expect(sealWith(keysIn([], folder)).open(await credentials())).toEqual(secret)
  })
})
