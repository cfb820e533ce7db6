import { expect, test } from 'vitest'
import { deliveries } from '../../src/db/schema.ts'
import { keeper, NotKept } from '../../src/inbound/keep.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('raw deliveries', (database) => {
  test('are kept as they came, one or many at once, with an account or without', async () => {
    const { db } = database()
    await company(db)
    const keep = keeper(db, 'T1')
    const bodies = ['{"a":"{1,2}"}', '"quoted", \\back', 'line\nline', 'null', '']
    const all = bodies.flatMap((body) => [
      { network: 'custom', account: 'shop', body, receivedAt: nine },
      { network: 'facebook', account: undefined, body, receivedAt: nine },
    ])
    await Promise.all(all.map(keep))
    const kept = await db.select().from(deliveries)
    expect(kept.map(({ body }) => body).sort()).toEqual([...bodies, ...bodies].sort())
    expect(kept.filter(({ account }) => account === null)).toHaveLength(bodies.length)
  })

  test('of which the database refuses one are kept but for that one', async () => {
    const { db } = database()
    await company(db)
    const keep = keeper(db, 'T1')
    const bodies = Array.from({ length: 10 }, (_, index) => (index === 5 ? '\uD800' : `${index}`))
    const all = bodies.map((body) => keep({ network: 'custom', account: 'shop', body, receivedAt: nine }))
    const refused = (await Promise.allSettled(all)).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toEqual([expect.any(NotKept)])
    const kept = await db.select().from(deliveries).orderBy(deliveries.body)
    expect(kept.map(({ body }) => body)).toEqual(['0', '1', '2', '3', '4', '6', '7', '8', '9'])
  })
})
