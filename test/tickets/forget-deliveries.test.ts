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
    const delivery = { workspaceId: 'T1', network: 'custom', receivedAt: after(0), takenAt: after(0) }
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

  test('hold it no more where a delivery tells the parts of its id apart', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { id: 'biz-7/1033/42' })
    const delivery = { workspaceId: 'T1', network: 'custom', receivedAt: after(0), takenAt: after(0) }
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
    const delivery = { workspaceId: 'T1', network: 'custom', receivedAt: after(600), takenAt: after(600) }
    await db.insert(deliveries).values({ ...delivery, body: '{"id":"m/1","text":"secret"}' })
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm/1' }, after(605))
    expect((await db.select().from(deliveries)).map(({ body }) => body)).toEqual([''])
  })
})
