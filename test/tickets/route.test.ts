import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { channels, episodes, posts, tickets } from '../../src/db/schema.ts'
import { type SettingsJson, settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { move } from '../../src/tickets/move.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hear, reads } from '../jobs/channel.ts'

onEveryDatabase('a new ticket', (database) => {
  test('goes where the first fitting route says, with its priority and tags', async () => {
    const { account } = await routed([
      { when: { words: ['refund'] }, channel: 'C2', priority: 'high', tags: ['Refund'] },
      { when: { place: 'private' }, tags: ['chat'] },
    ])
    const opened = await ticket(database().db, account, { text: 'A refund, please' })
    expect(opened).toMatchObject({ channelId: 'C2', priority: 'high', tags: ['refund'] })
    const other = await ticket(database().db, account, { conversation: 'tomas', customer: { id: 'tomas' } })
    expect(other).toMatchObject({ channelId: 'C1', priority: 'normal', tags: ['chat'] })
    const cards = await database().db.select().from(posts).where(eq(posts.kind, 'card'))
    expect(cards.map(({ channelId }) => channelId).sort()).toEqual(['C1', 'C2'])
  })

  test('is promised what its priority and tags are promised', async () => {
    const { account } = await routed([{ when: { words: ['refund'] }, tags: ['refund'] }], {
      targets: [{ firstReply: '1h' }, { when: { tag: 'refund' }, firstReply: '10m' }],
    })
    await ticket(database().db, account, { text: 'A refund, please' })
    expect(await database().db.select().from(episodes)).toMatchObject([{ dueAt: after(10) }])
  })

  test('of low priority stays so, by route or by its source, until a word of the urgent ones', async () => {
    const { account } = await routed([{ when: { words: ['newsletter'] }, priority: 'low' }], { urgent: ['outage'] })
    const low = await ticket(database().db, account, { text: 'About the newsletter' })
    expect(low.priority).toBe('low')
    expect((await ticket(database().db, account, { text: 'Hello?' })).priority).toBe('low')
    expect((await ticket(database().db, account, { text: 'An outage!' })).priority).toBe('urgent')
    const said = { conversation: 'tomas', customer: { id: 'tomas' }, priority: 'low' as const }
    expect((await ticket(database().db, account, said)).priority).toBe('low')
  })

  test('keeps its channel when the customer writes again, whatever the routes say by then', async () => {
    const { account } = await routed([{ when: { words: ['refund'] }, channel: 'C2' }])
    await ticket(database().db, account)
    expect((await ticket(database().db, account, { text: 'A refund, please' })).channelId).toBe('C1')
  })

  test('for a channel that is lost goes to the default one', async () => {
    const { account } = await routed([{ when: { words: ['refund'] }, channel: 'C2' }])
    await lose(database().db)
    expect((await ticket(database().db, account, { text: 'A refund, please' })).channelId).toBe('C1')
  })

  async function routed(routes: NonNullable<SettingsJson['routes']>, more: SettingsJson = {}) {
    const lumen = await company(database().db)
    await database().db.insert(channels).values({ id: 'C2', workspaceId: 'T1', name: 'care' })
    await storeTeam(database().db, 'T1', settingsSchema.parse({ routes, ...more }), after(-30))
    return lumen
  }
})

onEveryDatabase('moving a ticket', (database) => {
  test('its card stands in the other channel, with a pointer where it was; its owner and clock stay', async () => {
    const { db } = database()
    const { account, grace, alan } = await care(db)
    const opened = await ticket(db, account)
    await hear(db, after(1))
    await claim(db, opened, grace, after(1))
    const [before] = await db.select().from(episodes)
    expect(await move(db, opened, 'C2', alan, after(2))).toMatchObject({ channelId: 'C2', claimedBy: grace.id })
    expect(await db.select().from(episodes)).toEqual([before])
    const heard = await hear(db, after(2))
    expect(heard.map(({ kind, channelId }) => [kind, channelId])).toEqual([['card', 'C2']])
    const [old] = await db.select().from(posts).where(eq(posts.subject, '1001/1'))
    expect(old?.channelId).toBe('C1')
    await receive(db, account, anyNetwork, message({ text: 'Hello?', at: after(3) }), after(3))
    expect((await hear(db, after(3))).map(({ kind, channelId }) => [kind, channelId])).toEqual([['entry', 'C2']])
  })

  test('a card that is not posted yet is posted in the other channel alone', async () => {
    const { db } = database()
    const { account, alan } = await care(db)
    const opened = await ticket(db, account)
    await move(db, opened, 'C2', alan, after(1))
    expect((await hear(db, after(1))).map(({ kind, channelId }) => [kind, channelId])).toEqual([['card', 'C2']])
  })

  test('back and forth leaves one live card', async () => {
    const { db } = database()
    const { account, alan } = await care(db)
    const opened = await ticket(db, account)
    for (const [minute, channel] of [
      [1, 'C2'],
      [2, 'C1'],
      [3, 'C2'],
    ] as const) {
      await hear(db, after(minute))
      await move(db, opened, channel, alan, after(minute))
    }
    await hear(db, after(4))
    const cards = await db.select().from(posts).where(eq(posts.kind, 'card')).orderBy(posts.id)
    expect(cards.map(({ channelId }) => channelId)).toEqual(['C1', 'C2', 'C1', 'C2'])
    expect(await reads(db, 'card', after(4))).toContain('Where is my order')
  })

  test('of two who move it at once the second is told, and a closed one stays', async () => {
    const { db } = database()
    const { account, grace, alan } = await care(db)
    const opened = await ticket(db, account)
    const both = await Promise.allSettled([grace, alan].map((by) => move(db, opened, 'C2', by, after(1))))
    expect(both.find((one) => one.status === 'rejected')?.reason.message).toBe('It stands in that channel already.')
    await close(db, opened, 'resolved', grace, after(2))
    await expect(move(db, opened, 'C1', alan, after(3))).rejects.toThrow('closed')
  })
})

onEveryDatabase('a channel that is lost', (database) => {
  test('its open tickets go on in the default one, and the leads are told once', async () => {
    const { db } = database()
    const { account, grace } = await care(db)
    const ids = []
    for (const customer of ['mira', 'tomas', 'kenji']) {
      const opened = await ticket(db, account, { conversation: customer, customer: { id: customer } })
      await move(db, opened, 'C2', grace, after(1))
      ids.push(opened)
    }
    await hear(db, after(1))
    if (ids[0]) await close(db, ids[0], 'resolved', grace, after(2))
    await lose(db)
    const heard = await hear(db, after(3))
    expect(heard.filter(({ kind }) => kind === 'alert')).toMatchObject([
      { channelId: 'C1', says: expect.stringContaining('cannot post in #care: it is archived'), mentions: ['U1'] },
    ])
    expect(heard.filter(({ kind }) => kind === 'card').map(({ channelId }) => channelId)).toEqual(['C1', 'C1'])
    const rows = await db.select().from(tickets).orderBy(tickets.id)
    expect(rows.map(({ channelId }) => channelId)).toEqual(['C2', 'C1', 'C1'])
    expect(await hear(db, after(4))).toEqual([])
  })

  test('a route that leads there is told to the leads every day until it is mended', async () => {
    const { db } = database()
    await care(db)
    const team = settingsSchema.parse({ routes: [{ when: { language: 'de' }, channel: 'C2' }] })
    await storeTeam(db, 'T1', team, after(-30))
    await lose(db)
    const alerts = async (minute: number) =>
      (await hear(db, after(minute))).filter(({ kind }) => kind === 'alert').length
    expect([await alerts(1), await alerts(2), await alerts(24 * 60), await alerts(24 * 60 + 1)]).toEqual([1, 0, 1, 0])
    await storeTeam(db, 'T1', settingsSchema.parse({}), after(3 * 24 * 60))
    expect(await alerts(3 * 24 * 60)).toBe(0)
  })

  test('the default one has nowhere to go: its tickets wait until it is back', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account)
    await db
      .update(channels)
      .set({ lostAt: after(1), lostBecause: 'is_archived' })
      .where(eq(channels.id, 'C1'))
    await hear(db, after(2))
    expect(await db.select().from(tickets)).toMatchObject([{ channelId: 'C1' }])
  })
})

async function care(db: Db) {
  const lumen = await company(db)
  await db.insert(channels).values({ id: 'C2', workspaceId: 'T1', name: 'care' })
  return lumen
}

async function lose(db: Db) {
  await db
    .update(channels)
    .set({ lostAt: after(2), lostBecause: 'is_archived' })
    .where(eq(channels.id, 'C2'))
}
