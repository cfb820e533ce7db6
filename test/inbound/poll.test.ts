import { eq, sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { accounts } from '../../src/db/schema.ts'
import { poll } from '../../src/inbound/poll.ts'
import { mastodon } from '../../src/networks/mastodon/index.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { replay } from '../networks/replay.ts'

onEveryDatabase('a poll', (database) => {
  test('that is asked to slow down is not made again before that is over', async () => {
    const { db } = database()
    const { account } = await company(db)
    const { networkId, options } = { networkId: '1@social.example', options: { instance: 'https://social.example' } }
    await db.update(accounts).set({ network: 'mastodon', networkId, options })
    const limited = { status: 429, headers: { 'retry-after': '3600' }, body: { error: 'Too many requests' } }
    const request = { method: 'GET', path: '/', headers: {} }
    const exchanges = [
      { request, response: limited },
      { request, response: limited },
    ]
    const { asked } = await replay(exchanges, async (apiUrl) => {
      await db.update(accounts).set({ apiUrl })
      const deps = {
        ...{ db, workspaceId: 'T1', networks: new Map([['mastodon', mastodon]]), log: pino({ level: 'silent' }) },
        unsealed: () => ({ networkId, name: '@lumen', credentials: { token: 't' }, options, apiUrl }),
        intakeOf: () => expect.fail('Nothing came'),
        refused: async () => expect.fail('It only waits'),
        asked: async () => {},
        cannotRead: async () => expect.fail('Nothing came'),
        now: () => nine,
      }
      await poll(deps)
      await poll(deps)
    })
    expect(asked).toHaveLength(1)
    const later = sql<boolean>`${accounts.pollAt} > clock_timestamp() + interval '59 minutes'`
    expect(await db.select({ later }).from(accounts).where(eq(accounts.id, account.id))).toEqual([{ later: true }])
  })
})
