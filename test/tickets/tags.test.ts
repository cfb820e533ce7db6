import { expect, test } from 'vitest'
import { tickets } from '../../src/db/schema.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { settingsOf, storeTeam } from '../../src/settings/stored.ts'
import { close } from '../../src/tickets/close.ts'
import { knownTags } from '../../src/tickets/known-tags.ts'
import { changeTags, tag } from '../../src/tickets/tag.ts'
import { mergeTag, offerTag, retireTag } from '../../src/tickets/tend-tag.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('tags', (database) => {
  const names = async () => (await knownTags(database().db, 'T1')).map(({ name, uses }) => `${name} ${uses}`)

  test('are known as they are used, the most used first, with what leads add', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    for (const [conversation, tags] of [
      ['a', ['login', 'refund']],
      ['b', ['login']],
      ['c', []],
    ] as const) {
      const open = await ticket(db, account, { conversation, customer: { id: conversation } })
      await tag(db, open, { tags: [...tags], priority: 'normal' }, grace, after(1))
    }
    await offerTag(db, 'T1', 'mugs', after(2))
    expect(await names()).toEqual(['login 2', 'refund 1', 'mugs 0'])
  })

  test('a merge rewrites every ticket once, closed ones and those that have both', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const all = [['lateness', 'refund'], ['late', 'lateness'], ['refund']]
    for (const [place, tags] of all.entries()) {
      const open = await ticket(db, account, { conversation: `c${place}`, customer: { id: `c${place}` } })
      const tagged = await tag(db, open, { tags, priority: 'normal' }, grace, after(1))
      if (place === 0) await close(db, tagged, 'resolved', grace, after(2))
    }
    expect(await mergeTag(db, 'T1', { from: 'lateness', into: 'late' }, after(3))).toBe(2)
    const rows = await db.select().from(tickets).orderBy(tickets.id)
    expect(rows.map(({ tags }) => tags)).toEqual([['late', 'refund'], ['late'], ['refund']])
    expect(await mergeTag(db, 'T1', { from: 'lateness', into: 'late' }, after(4))).toBe(0)
    expect(await names()).toEqual(['late 2', 'refund 2', 'lateness 0'])
  })

  test('two agents tag one ticket at once: what each of them changed stays', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const seen = await tag(db, await ticket(db, account), { tags: ['login'], priority: 'normal' }, grace, after(1))
    await changeTags(db, seen, { add: ['refund'], remove: [], priority: 'high' }, grace, after(2))
    await changeTags(db, seen, { add: ['mugs'], remove: ['login'], priority: undefined }, alan, after(3))
    expect((await db.select().from(tickets))[0]).toMatchObject({ tags: ['mugs', 'refund'], priority: 'high' })
  })

  test('a merge rewrites the rules that tag, and leaves the others alone', async () => {
    const { db } = database()
    await company(db)
    const words = ['late']
    const routes = [
      { when: { words }, tags: ['lateness', 'late'] },
      { when: { words }, tags: ['refund'] },
    ]
    await storeTeam(db, 'T1', settingsSchema.parse({ routes }), after(1))
    await mergeTag(db, 'T1', { from: 'lateness', into: 'late' }, after(2))
    expect((await settingsOf(db, 'T1')).team.routes.map(({ tags }) => tags)).toEqual([['late'], ['refund']])
  })

  test('one that is retired stays known as such, until it is offered again', async () => {
    const { db } = database()
    await company(db)
    await retireTag(db, 'T1', 'mugs', after(1))
    expect(await knownTags(db, 'T1')).toEqual([{ name: 'mugs', uses: 0, retired: true }])
    await offerTag(db, 'T1', 'mugs', after(2))
    expect(await knownTags(db, 'T1')).toEqual([{ name: 'mugs', uses: 0, retired: false }])
  })
})
