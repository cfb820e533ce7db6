import { expect, test } from 'vitest'
import { deliveries } from '../../src/db/schema.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('the raw deliveries of what a customer took back', (database) => {
  test('hold its words no more; others, and what is still to be understood, stay as they came', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { id: 'm/1' })
    const delivery = { workspaceId: 'T1', network: 'custom', account: 'shop', receivedAt: after(0), takenAt: after(0) }
    const bodies = [
      ['its own', '{"id":"m/1","text":"secret"}', {}],
      ['with the slash escaped', '{"id":"m\\/1","text":"secret"}', {}],
      ['of another', '{"id":"m/2","text":"other"}', {}],
      ['not understood yet', '{"id":"m/1","text":"secret"}', { takenAt: null }],
      ['of another day', '{"id":"m/1","text":"secret"}', { receivedAt: after(-60 * 24) }],
    ] as const
    await db.insert(deliveries).values(bodies.map(([, body, changes]) => ({ ...delivery, body, ...changes })))
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm/1' }, after(5))
    const kept = await db.select().from(deliveries).orderBy(deliveries.id)
    expect(kept.map(({ body }, place) => [bodies[place]?.[0], body === ''])).toEqual([
      ['its own', true],
      ['with the slash escaped', true],
      ['of another', false],
      ['not understood yet', false],
      ['of another day', false],
    ])
  })

  test.each([
    ['m/1', '{"id":"m\\u002f1"}'],
    ['Zürich/42', '{"id":"Z\\u00FCrich\\/42"}'],
    ['Zürich/42', '{"id":"Zürich/42"}'],
    ['a "b" \\ (c) 🙏', JSON.stringify({ id: 'a "b" \\ (c) 🙏' })],
    ['🙏', '{"id":"\\ud83d\\uDE4F"}'],
    ['7', '{ "id": 7 , "text": "secret" }'],
    ['-7', '{"ids":[-7]}'],
  ])('hold it no more, however the JSON writes the id %s: %s', async (id, body) => {
    expect(await leftAfter(id, [{ body }])).toEqual([''])
  })

  test.each([
    [':', '{"id":"m/2","text":"a: b"}'],
    ['":"', '{"id":"m/2","text":"a"}'],
    ['7', '{"id":"m/2","text":"7 mugs, 17:07","at":17.7,"of":"m/7"}'],
    ['.*', '{"id":"m/2"}'],
    ['m/2', '{"id":"m/21","text":"m/2"}'.replace('"m/2"', '"as m/2 says"')],
  ])('of others stay where the id %s only stands within what they say: %s', async (id, body) => {
    expect(await leftAfter(id, [{ body }])).toEqual([body])
  })

  test.each(['-', '/', '\u00e9'])(
    'hold it no more where its id is as long as any may be, of %s alone',
    async (character) => {
      const id = character.repeat(1250)
      expect(await leftAfter(id, [{ body: JSON.stringify({ id }) }])).toEqual([''])
    },
  )

  test('hold it no more where its id is long and its source escapes all that it may', async () => {
    const id = `https://shop.example/${'é'.repeat(300)}`
    const ascii = JSON.stringify({ id }).replaceAll('é', '\\u00e9').replaceAll('/', '\\/')
    expect(await leftAfter(id, [{ body: ascii }, { body: ascii.replaceAll('\\/', '/') }])).toEqual(['', ''])
  })

  test('of other accounts and networks stay, though their ids are the same', async () => {
    const body = '{"entry":[{"id":"shop","comment_id":"7"}]}'
    const others = [
      { account: 'forum' },
      { network: 'facebook', account: null },
      { network: 'facebook', account: 'shop' },
      { account: null, body: '{"entry":[{"id":"forum","comment_id":"7"}]}' },
    ]
    expect(await leftAfter('7', [{ body }, ...others.map((other) => ({ body, ...other }))])).toEqual([
      '',
      ...others.map((other) => other.body ?? body),
    ])
  })

  test('hold it no more at whichever callback of its network’s family it came', async () => {
    const body = '{"entry":[{"id":"shop","comment_id":"7"}]}'
    const came = [{ network: 'facebook' }, { network: 'messenger' }, { network: 'x' }]
    const all = came.map((one) => ({ body, account: null, ...one }))
    expect(await leftAfter('7', all, ['facebook', 'messenger'])).toEqual(['', '', body])
  })

  /** What is kept of deliveries to the shop's callback once a customer has taken back the message with this id. */
  async function leftAfter(id: string, came: Partial<typeof deliveries.$inferInsert>[], calledFor?: string[]) {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { id })
    const delivery = { workspaceId: 'T1', network: 'custom', account: 'shop', receivedAt: after(0), takenAt: after(0) }
    await db.insert(deliveries).values(came.map((one) => ({ ...delivery, body: '{}', ...one })))
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id }, after(5), calledFor)
    return (await db.select().from(deliveries).orderBy(deliveries.id)).map(({ body }) => body)
  }

  test('hold it no more where a delivery tells the parts of its id apart', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { id: 'biz-7/1033/42' })
    const delivery = { workspaceId: 'T1', network: 'custom', account: 'shop', receivedAt: after(0), takenAt: after(0) }
    const written = (number: number) =>
      `{"connection":"biz-7","message_id":${number},"chat":{"id":1033},"text":"secret"}`
    await db.insert(deliveries).values([
      { ...delivery, body: written(42) },
      { ...delivery, body: written(421) },
    ])
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'biz-7/1033/42' }, after(5))
    const kept = await db.select().from(deliveries).orderBy(deliveries.id)
    expect(kept.map(({ body }) => body)).toEqual(['', written(421)])
  })

  test('hold what it said after an edit no more either, however late that was', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { id: 'm/1' })
    await editMessage(db, account, { is: 'edit', account: 'shop', id: 'm/1', text: 'secret' }, after(600))
    const delivery = {
      workspaceId: 'T1',
      network: 'custom',
      account: 'shop',
      receivedAt: after(600),
      takenAt: after(600),
    }
    await db.insert(deliveries).values({ ...delivery, body: '{"id":"m/1","text":"secret"}' })
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm/1' }, after(605))
    expect((await db.select().from(deliveries)).map(({ body }) => body)).toEqual([''])
  })
})
