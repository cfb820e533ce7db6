import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { customers, messages, posts } from '../../src/db/schema.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a customer with two conversations', (database) => {
  /** What must be drawn anew besides the ticket they wrote in, once all that was wanted has been drawn. */
  async function drawnAnew(db: Db, customer: { id: string; name?: string; handle?: string; pictureUrl?: string }) {
    const { account } = await company(db)
    const known = { id: 'mira', handle: 'mira.p', pictureUrl: 'https://cdn.example/1.jpg' }
    await ticket(db, account, { conversation: 'one', customer: known })
    const closed = await ticket(db, account, { conversation: 'closed', customer: known })
    await close(db, closed, 'resolved', undefined, after(1))
    await ticket(db, account, { conversation: 'else', customer: { id: 'kenji' } })
    await db.update(posts).set({ shown: sql`wanted`, ts: sql`id || '.1'` })
    const second = await receive(
      db,
      account,
      anyNetwork,
      message({ conversation: 'two', customer, at: after(2) }),
      after(2),
    )
    const behind = await db.select().from(posts).where(sql`wanted > shown`)
    return behind.filter(({ ticketId }) => ticketId !== second?.id).map(({ subject, priority }) => [subject, priority])
  }

  test('their name becomes known in one: so says the open card of the other, after all that matters more', async () => {
    expect(await drawnAnew(database().db, { id: 'mira', name: 'Mira Petrova' })).toEqual([['1001/1', 5]])
  })

  test('they are called something else', async () => {
    expect(await drawnAnew(database().db, { id: 'mira', handle: 'mira.petrova' })).toEqual([['1001/1', 5]])
  })

  test('nothing is new but where their picture lies, or less is said: no card is drawn for that', async () => {
    const { db } = database()
    expect(await drawnAnew(db, { id: 'mira', handle: 'mira.p', pictureUrl: 'https://cdn.example/2.jpg' })).toEqual([])
  })

  test('they have a picture from now on: so has their other card', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { conversation: 'one', customer: { id: 'mira' } })
    await db.update(posts).set({ shown: sql`wanted`, ts: sql`id || '.1'` })
    const shown = { id: 'mira', pictureUrl: 'https://cdn.example/1.jpg' }
    await receive(db, account, anyNetwork, message({ conversation: 'two', customer: shown, at: after(2) }), after(2))
    const behind = await db.select().from(posts).where(sql`wanted > shown`)
    expect(behind.map(({ subject }) => subject)).toContain('1001/1')
  })

  /** An open ticket of theirs whose card stands on a roll-up. */
  async function rolledUp(db: Db) {
    const { account, grace } = await company(db)
    const opened = await ticket(db, account, { conversation: 'one', customer: { id: 'mira' } })
    const onIt = { workspaceId: 'T1', channelId: 'C1', kind: 'roll-up', subject: 'r', priority: 1, createdAt: after(1) }
    const [rollUp] = await db.insert(posts).values(onIt).returning()
    const rollUpId = rollUp?.id ?? 0
    await db.update(posts).set({ rollUpId }).where(sql`kind = 'card'`)
    return { account, grace, opened }
  }

  test('a card that stands on a roll-up: that is drawn anew', async () => {
    const { db } = database()
    const { account } = await rolledUp(db)
    await db.update(posts).set({ shown: sql`wanted` })
    const named = message({ conversation: 'two', customer: { id: 'mira', name: 'Mira Petrova' }, at: after(2) })
    await receive(db, account, anyNetwork, named, after(2))
    expect(await db.select().from(posts).where(sql`wanted > shown and kind = 'roll-up'`)).toHaveLength(1)
  })

  test.each([
    ['somewhere else', 'two'],
    ['in the same conversation', 'one'],
  ])(
    'a card that somebody has taken from a roll-up, and they write %s: so say it and its line',
    async (_, conversation) => {
      const { db } = database()
      const { account, grace, opened } = await rolledUp(db)
      await claim(db, opened, grace, after(1))
      await db.update(posts).set({ shown: sql`wanted`, ts: sql`id || '.1'` })
      const named = message({ conversation, customer: { id: 'mira', name: 'Mira Petrova' }, at: after(2) })
      await receive(db, account, anyNetwork, named, after(2))
      const behind = await db.select().from(posts).where(sql`wanted > shown and ts is not null`).orderBy(posts.id)
      expect(behind.map(({ kind }) => kind)).toEqual(['card', 'roll-up'])
    },
  )
})

onEveryDatabase('what is known of a customer', (database) => {
  test('stays as they said it last, though an older message comes late; that one bears the name it was written under', async () => {
    const { db } = database()
    const { account } = await company(db)
    const now = { id: 'mira', name: 'Mira Novak', pictureUrl: 'https://cdn.example/2.jpg' }
    const then = { id: 'mira', name: 'Mira Petrova', handle: 'mira.p', pictureUrl: 'https://cdn.example/1.jpg' }
    await ticket(db, account, { id: 'newer', customer: now, at: after(2) })
    await receive(db, account, anyNetwork, message({ id: 'older', customer: then, at: nine }), after(3))
    // What nobody knew yet is known from the older one.
    expect(await db.select().from(customers)).toMatchObject([{ ...now, id: 1, handle: 'mira.p' }])
    const authors = (await db.select().from(messages)).map(({ networkId, author }) => [networkId, author])
    expect(Object.fromEntries(authors)).toEqual({ newer: 'Mira Novak', older: 'Mira Petrova mira.p' })
  })

  test('keeps nothing out that they write: neither billions of followers, as some server claims', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { customer: { id: 'mira', followers: 3_000_000_000 } })
    await ticket(db, account, { conversation: 'two', customer: { id: 'kenji', followers: -3_000_000_000 } })
    expect((await db.select().from(customers)).map(({ followers }) => followers)).toEqual([2_147_483_647, 0])
  })

  test('nor a name as long as a book', async () => {
    const { db } = database()
    const { account } = await company(db)
    const name = Array.from({ length: 200_000 }, (_, number) => `n${number}`).join(' ')
    expect(await ticket(db, account, { customer: { id: 'mira', name } })).toMatchObject({ id: 1001 })
  })
})
