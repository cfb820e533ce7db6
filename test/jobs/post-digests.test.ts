import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, channels, digests, posts } from '../../src/db/schema.ts'
import { postDigests } from '../../src/jobs/post-digests.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { after, company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const DAY = 24 * 60

onEveryDatabase('the morning’s digest', (database) => {
  const told = async (db: Db) =>
    (await db.select().from(posts).where(eq(posts.kind, 'digest')).orderBy(posts.id)).map(({ subject }) => subject)
  const goesBy = async (db: Db, ...minutes: number[]) => {
    for (const minute of minutes) await postDigests(db, 'T1', after(minute))
  }
  const known = (db: Db) => db.insert(channels).values({ id: 'C2', workspaceId: 'T1', name: 'reviews' })

  test('the default channel has its first at the first digest time after the start', async () => {
    const { db } = database()
    await company(db)
    await goesBy(db, -60, -1)
    expect(await told(db)).toEqual([])
    await goesBy(db, 0, 5, DAY)
    expect(await told(db)).toEqual(['C1/2026-11-23', 'C1/2026-11-24'])
  })

  test('a channel that is added in the afternoon has its first the next morning, about what came since', async () => {
    const { db } = database()
    await company(db)
    await goesBy(db, -60, 5, DAY + 5)
    await known(db)
    await db.update(accounts).set({ channelId: 'C2' })
    await goesBy(db, DAY + 8 * 60)
    expect(await told(db)).toEqual(['C1/2026-11-23', 'C1/2026-11-24'])
    await goesBy(db, 2 * DAY)
    expect(await told(db)).toEqual(['C1/2026-11-23', 'C1/2026-11-24', 'C1/2026-11-25', 'C2/2026-11-25'])
    const [first] = await db
      .select()
      .from(digests)
      .where(eq(digests.day, '2026-11-25'))
      .orderBy(digests.channelId)
      .offset(1)
    expect([first?.since, first?.until]).toEqual([after(DAY), after(2 * DAY)])
  })

  test('a channel that was only looked at has none, until a rule names it or tickets stand there', async () => {
    const { db } = database()
    const { account } = await company(db)
    await known(db)
    await goesBy(db, -60, 0, DAY)
    expect(await told(db)).toEqual(['C1/2026-11-23', 'C1/2026-11-24'])
    const routes = [{ when: { words: ['order'] }, channel: 'C2' }]
    await storeTeam(db, 'T1', settingsSchema.parse({ routes }), after(DAY + 60))
    await goesBy(db, DAY + 61)
    expect(await told(db)).toHaveLength(2)
    await goesBy(db, 2 * DAY)
    expect((await told(db)).at(-1)).toBe('C2/2026-11-25')
    await storeTeam(db, 'T1', settingsSchema.parse({}), after(2 * DAY + 60))
    await goesBy(db, 3 * DAY)
    expect((await told(db)).at(-1)).toBe('C1/2026-11-26')
    await storeTeam(db, 'T1', settingsSchema.parse({ routes }), after(3 * DAY + 60))
    await ticket(db, account, { at: after(3 * DAY + 61) })
    await storeTeam(db, 'T1', settingsSchema.parse({}), after(3 * DAY + 62))
    await goesBy(db, 3 * DAY + 63)
    expect((await told(db)).at(-1)).toBe('C1/2026-11-26')
    await goesBy(db, 4 * DAY)
    expect((await told(db)).at(-1)).toBe('C2/2026-11-27')
  })

  test('a clock that was a year ahead for a moment has told one of that day: the next mornings have theirs', async () => {
    const { db } = database()
    await company(db)
    await goesBy(db, -60, 0, 365 * DAY)
    await goesBy(db, DAY, 2 * DAY)
    expect(await told(db)).toEqual(['C1/2026-11-23', 'C1/2027-11-23', 'C1/2026-11-24', 'C1/2026-11-25'])
    const rows = await db.select().from(digests).where(eq(digests.day, '2026-11-24'))
    expect(rows).toMatchObject([{ since: nine, until: after(DAY) }])
  })

  test('a first start with a clock that was a year ahead keeps no morning without one', async () => {
    const { db } = database()
    await company(db)
    await goesBy(db, 365 * DAY)
    await goesBy(db, 60, DAY)
    expect(await told(db)).toEqual(['C1/2026-11-24'])
  })
})
