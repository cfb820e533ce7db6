import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listAccounts } from '../../src/cli/list-accounts.ts'
import type { Db } from '../../src/db/connect.ts'
import { accounts, deliveries } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { pause } from '../../src/inbound/pause.ts'
import { noteTrouble } from '../../src/inbound/trouble.ts'
import { networks } from '../../src/networks/index.ts'
import { company } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('npm run accounts', (database) => {
  const now = Temporal.Now.instant().round('millisecond')
  async function lines(db: Db): Promise<string[][]> {
    const out: string[] = []
    const context = {
      ...{
        db,
        workspaceId: 'T1',
        networks: new Map(networks.map((network) => [network.name, network])),
        now: () => now,
      },
      ...{ seal: sealWith(Buffer.alloc(32)), channelNamed: async () => 'C1' },
    }
    await listAccounts(context, [], {
      lines: (async function* () {})(),
      out: (line) => void out.push(line),
      err: () => {},
    })
    return out.map((line) => line.split('\t'))
  }

  test('says how each is, when it last brought a message, and that none is behind', async () => {
    const { db } = database()
    const { account } = await company(db)
    expect(await lines(db)).toEqual([
      ['custom', 'Lumen', 'works', 'last message: none yet', 'lag: none', 'the default channel'],
    ])
    await db.update(accounts).set({ lastMessageAt: now.subtract({ minutes: 12 }) })
    expect((await lines(db))[0]?.[3]).toBe('last message: 12 min ago')
    await pause(db, account, 'The token is dead.', Temporal.Instant.from('2026-11-23T09:05:07Z'))
    expect((await lines(db))[0]?.[2]).toBe('paused since 2026-11-23T09:05Z: The token is dead.')
  })

  test('says since when one is asked in vain, and why', async () => {
    const { db } = database()
    const { account } = await company(db)
    const at = Temporal.Instant.from('2026-11-23T09:05:07Z')
    await noteTrouble(db, account, 'Shop could not be reached.', at)
    await noteTrouble(db, account, 'Shop has trouble (502).', at.add({ minutes: 3 }))
    expect((await lines(db))[0]?.[2]).toBe(
      'not read in full since 2026-11-23T09:05Z, tried again: Shop has trouble (502).',
    )
  })

  test('says how long ago a polled one was last answered, beyond its own pace', async () => {
    const { db } = database()
    await company(db)
    const answered = (seconds: number, options = {}) =>
      db.update(accounts).set({ network: 'mastodon', polledAt: Temporal.Now.instant().subtract({ seconds }), options })
    await answered(5)
    expect((await lines(db))[0]?.[4]).toBe('lag: none')
    await answered(20 + 600)
    expect((await lines(db))[0]?.[4]).toBe('lag: 10 min')
    await answered(600, { poll: '900' })
    expect((await lines(db))[0]?.[4]).toBe('lag: none')
  })

  test('says how long a delivery has waited', async () => {
    const { db } = database()
    await company(db)
    const delivery = { workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: now.subtract({ minutes: 7 }) }
    await db.insert(deliveries).values([delivery, { ...delivery, receivedAt: now.subtract({ hours: 3 }) }])
    expect((await lines(db))[0]?.[4]).toBe('lag: 3 h')
    await db
      .update(deliveries)
      .set({ takenAt: sql`clock_timestamp()` })
      .where(eq(deliveries.receivedAt, now.subtract({ hours: 3 })))
    expect((await lines(db))[0]?.[4]).toBe('lag: 7 min')
  })
})
