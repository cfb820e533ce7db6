import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { refresh } from '../../src/inbound/refresh.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const seal = sealWith(Buffer.alloc(32))

onEveryDatabase('credentials are renewed before they end', (database) => {
  test('and kept, though the database is away for a moment: the old ones have ended', async () => {
    const { db } = database()
    await company(db)
    let times = 0
    const away: Db = Object.assign(Object.create(db), {
      update: (...given: Parameters<Db['update']>) => {
        times += 1
        // The first claims the account, by itself after this test's own.
        if (times === 3) throw new Error('The connection broke')
        return db.update(...given)
      },
    })
    await renewed(away, async () => ({ refresh: 'new' }))
    expect(await known(db)).toEqual({ refresh: 'new' })
  })

  test('while the key is rotated, which seals the old ones anew: the renewed ones are kept', async () => {
    const { db } = database()
    await company(db)
    await renewed(db, async () => {
      await db.update(accounts).set({ credentials: seal.seal({ refresh: 'old' }) })
      return { refresh: 'new' }
    })
    expect(await known(db)).toEqual({ refresh: 'new' })
  })

  test('while somebody connects the account anew: what they gave stays', async () => {
    const { db } = database()
    await company(db)
    const given = { refresh: 'given by hand' }
    await renewed(db, async () => {
      await db.update(accounts).set({ credentials: seal.seal(given) })
      return { refresh: 'new' }
    })
    expect(await known(db)).toEqual(given)
  })
})

async function renewed(db: Db, renews: () => Promise<Record<string, string>>): Promise<void> {
  await db.update(accounts).set({ credentials: seal.seal({ refresh: 'old' }) })
  await refresh({
    ...{ db, workspaceId: 'T1', networks: new Map([['custom', { ...custom, refresh: renews }]]), seal },
    ...{ refused: async () => {}, now: () => nine, log: pino({ enabled: false }) },
  })
}

async function known(db: Db) {
  const [row] = await db.select().from(accounts)
  return seal.open(row?.credentials ?? '')
}
