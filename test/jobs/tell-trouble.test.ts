import { eq } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { accounts, posts } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { noteTrouble } from '../../src/inbound/trouble.ts'
import { tellTrouble } from '../../src/jobs/tell-trouble.ts'
import { mastodon } from '../../src/networks/mastodon/index.ts'
import { takeIn } from '../../src/take-in.ts'
import { after, company } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { type Exchange, replay } from '../networks/replay.ts'

const request = { method: 'GET', path: '/', headers: {} }
const answers = (status: number, body: unknown): Exchange => ({ request, response: { status, headers: {}, body } })
const broken = answers(502, 'Bad gateway')
/** Who called us, and what we answered elsewhere: that is all there is to ask of a new account. */
const well = [answers(200, []), answers(200, [])]

onEveryDatabase('an account that is asked in vain', (database) => {
  async function mastodonOf() {
    const { db } = database()
    const { account } = await company(db)
    const networkId = '1@social.example'
    await db.update(accounts).set({ network: 'mastodon', networkId, options: { instance: 'https://social.example' } })
    const told = () => db.select().from(posts).where(eq(posts.kind, 'alert')).orderBy(posts.id)
    const row = async () => (await db.select().from(accounts).where(eq(accounts.id, account.id)))[0]
    let apiUrl = ''
    let minute = 0
    const deps = { channelId: 'C1', networks: new Map([['mastodon', mastodon]]), log: pino({ level: 'silent' }) }
    const taking = takeIn({
      ...{ ...deps, database: { db, embedded: true }, workspaceId: 'T1', seal: sealWith(Buffer.alloc(32)) },
      networkOf: () => mastodon,
      accountOf: ({ name, options }) => ({ networkId, name, credentials: { token: 't' }, options, apiUrl }),
      ...{ now: () => after(minute), giveWay: async () => {}, run: (work) => work() },
    })
    const askAt = async (at: number) => {
      minute = at
      await db.update(accounts).set({ pollAt: null })
      await Promise.all(await taking.poll())
    }
    const against = (exchanges: Exchange[], run: () => Promise<void>) =>
      replay(exchanges, async (address) => {
        apiUrl = address
        await run()
      }).then(({ result }) => expect(result).toMatchObject({ status: 'fulfilled' }))
    return { db, account, told, row, askAt, against }
  }

  test('is told of once that lasts, once a day, and no more once it answers', async () => {
    const { told, row, askAt, against } = await mastodonOf()
    const day = 24 * 60
    const failing = [0, 5, 14, 16, 17, 600, day + 15, day + 17, day + 18]
    const counts: number[] = []
    await against([...failing.map(() => broken), ...well, broken], async () => {
      for (const at of failing) {
        await askAt(at)
        counts.push((await told()).length)
      }
      expect(await row()).toMatchObject({ trouble: 'Mastodon has trouble (502).', troubleSince: after(0) })
      await askAt(day + 30)
      expect(await row()).toMatchObject({ trouble: null, troubleSince: null, troubleToldAt: null, pausedAt: null })
      await askAt(day + 60)
    })
    expect(counts).toEqual([0, 0, 0, 1, 1, 1, 1, 2, 2])
    expect(await told()).toHaveLength(2)
    const [first] = await told()
    expect(first).toMatchObject({ channelId: 'C1', wanted: 1 })
    expect(first?.data.says).toBe(
      'Lumen on Mastodon has not been read in full for 16 min: Mastodon has trouble (502). What was written meanwhile comes in once it can be read. If Mastodon works elsewhere, look whether it can be reached from where Roost runs.',
    )
  })

  test('in one part of what it is asked says which, and the rest goes on', async () => {
    const { row, askAt, against } = await mastodonOf()
    await against([answers(200, []), broken], () => askAt(0))
    expect(await row()).toMatchObject({
      trouble: 'Without what was answered elsewhere: Mastodon has trouble (502).',
      cursor: { watched: [] },
    })
  })

  test('whose answer is none is in trouble, too', async () => {
    const { row, askAt, against } = await mastodonOf()
    await against([{ request, response: 'lost' }], () => askAt(0))
    expect(await row()).toMatchObject({ trouble: 'Mastodon could not be reached.' })
  })

  test('is told of once, however many processes ask it', async () => {
    const { db, account, told } = await mastodonOf()
    await noteTrouble(db, account, 'Shop could not be reached.', after(0))
    const tell = () => tellTrouble(db, { account, label: 'Shop', channelId: 'C1' }, after(20))
    await Promise.all([1, 2, 3, 4, 5].map(tell))
    expect(await told()).toHaveLength(1)
  })

  test('and connected anew meanwhile keeps nothing of what was said to the old credentials', async () => {
    const { db, account, row } = await mastodonOf()
    await db.update(accounts).set({ credentials: 'v2' })
    await noteTrouble(db, account, 'Shop could not be reached.', after(0))
    expect(await row()).toMatchObject({ trouble: null })
  })
})
