import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, posts } from '../../src/db/schema.ts'
import { pause } from '../../src/inbound/pause.ts'
import { tellPaused } from '../../src/jobs/tell-paused.ts'
import { after, company } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('an account that its network refuses', (database) => {
  const hours = (count: number) => after(count * 60)
  async function refused() {
    const { db } = database()
    const { account } = await company(db)
    const tell = (at: number) => tellPaused(db, { workspaceId: 'T1', channelId: 'C1' }, hours(at))
    const told = () => db.select().from(posts).where(eq(posts.kind, 'alert')).orderBy(posts.id)
    return { db, account, tell, told }
  }

  test('is told of in its channel at once, and once a day until it is connected again', async () => {
    const { db, account, tell, told } = await refused()
    await pause(db, account, 'Shop no longer accepts this token. Connect it again.', hours(0))
    const counts: number[] = []
    for (const at of [0, 0.1, 1, 23.9, 24, 24.1, 47, 48.5]) {
      await tell(at)
      counts.push((await told()).length)
    }
    expect(counts).toEqual([1, 1, 1, 1, 2, 2, 2, 3])
    const [first] = await told()
    expect(first).toMatchObject({ channelId: 'C1', wanted: 1 })
    expect(first?.data.says).toBe(
      'Lumen is paused: Shop no longer accepts this token. Connect it again. Nothing is lost: replies wait, and all is caught up once it is connected again.',
    )
  })

  test('is told of once, however many processes look at once', async () => {
    const { db, account, tell, told } = await refused()
    await pause(db, account, 'Refused.', hours(0))
    await Promise.all([1, 2, 3, 4, 5].map(() => tell(0)))
    expect(await told()).toHaveLength(1)
  })

  test('connected again and refused again on the same day, it is told of again', async () => {
    const { db, account, tell, told } = await refused()
    await pause(db, account, 'Refused.', hours(0))
    await tell(0)
    await db.update(accounts).set({ pausedAt: null, pausedBecause: null, toldAt: null })
    await tell(1)
    expect(await told()).toHaveLength(1)
    await pause(db, account, 'Refused.', hours(2))
    await tell(2)
    expect(await told()).toHaveLength(2)
  })

  test('renewed meanwhile, it is not paused for what was said to the old credentials', async () => {
    const { db, account } = await refused()
    await db.update(accounts).set({ credentials: 'v2' })
    await pause(db, account, 'Refused.', hours(0))
    const [row] = await db.select().from(accounts)
    expect(row?.pausedAt).toBeNull()
  })
})
