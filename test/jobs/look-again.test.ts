import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { episodes, posts } from '../../src/db/schema.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeEnvironment, storeTeam } from '../../src/settings/stored.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hear, tick } from './channel.ts'

onEveryDatabase('after a change of settings', (database) => {
  async function cardAfter(replyTargetMinutes: number, { rewritePromises }: { rewritePromises: boolean }) {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account)
    await hear(db, after(1))
    await storeEnvironment(db, 'T1', { replyTargetMinutes })
    await storeTeam(db, 'T1', settingsSchema.parse({}), after(2), { rewritePromises })
    await tick(db, after(2))
    return card(db)
  }

  test('whoever waits already is promised something else: the card is drawn afresh, after all that matters more', async () => {
    const { wanted, shown, priority } = await cardAfter(240, { rewritePromises: true })
    expect({ behind: wanted > shown, priority }).toEqual({ behind: true, priority: 5 })
  })

  test('what waits is promised anew though somebody saves something else before it was looked at', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account)
    await storeEnvironment(db, 'T1', { replyTargetMinutes: 240 })
    await storeTeam(db, 'T1', settingsSchema.parse({}), after(2), { rewritePromises: true })
    await storeTeam(db, 'T1', settingsSchema.parse({ urgent: ['fire'] }), after(2))
    await tick(db, after(3))
    const [waiting] = await db.select().from(episodes)
    expect(waiting?.dueAt).toEqual(after(240))
    await storeEnvironment(db, 'T1', { replyTargetMinutes: 60 })
    await storeTeam(db, 'T1', settingsSchema.parse({}), after(4))
    await tick(db, after(5))
    expect((await db.select().from(episodes))[0]?.dueAt).toEqual(after(240))
  })

  test('nothing else is promised to whoever waits: the card stays as it is', async () => {
    const { wanted, shown } = await cardAfter(60, { rewritePromises: false })
    expect(wanted).toBe(shown)
  })
})

async function card(db: Db) {
  const [card] = await db.select().from(posts).where(eq(posts.kind, 'card'))
  if (!card) throw new Error('No card')
  return card
}
