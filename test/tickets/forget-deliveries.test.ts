import { expect, test } from 'vitest'
import { deliveries } from '../../src/db/schema.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
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
})
