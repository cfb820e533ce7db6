import { expect, test } from 'vitest'
import { deliveries } from '../../src/db/schema.ts'
import { letGoDeliveries } from '../../src/jobs/let-go-deliveries.ts'
import { after, company } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const day = 24 * 60

onEveryDatabase('raw deliveries', (database) => {
  test('go 30 days after they came, unless they are still to be understood', async () => {
    const { db } = database()
    await company(db)
    const one = { workspaceId: 'T1', network: 'custom', takenAt: after(0) }
    await db.insert(deliveries).values([
      { ...one, body: 'old', receivedAt: after(-31 * day) },
      { ...one, body: 'old and never read', receivedAt: after(-31 * day), takenAt: null, failedAt: after(0) },
      { ...one, body: 'old and waiting', receivedAt: after(-31 * day), takenAt: null },
      { ...one, body: 'of this month', receivedAt: after(-29 * day) },
    ])
    await letGoDeliveries(db, 'T2', after(0))
    expect(await db.$count(deliveries)).toBe(4)
    await letGoDeliveries(db, 'T1', after(0))
    const kept = await db.select().from(deliveries).orderBy(deliveries.id)
    expect(kept.map(({ body }) => body)).toEqual(['old and never read', 'old and waiting', 'of this month'])
  })

  test('go in pages, so that a year of them stops nothing', async () => {
    const { db } = database()
    await company(db)
    const old = { workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: after(-40 * day), takenAt: after(0) }
    await db.insert(deliveries).values(Array.from({ length: 1100 }, () => old))
    await letGoDeliveries(db, 'T1', after(0))
    expect(await db.$count(deliveries)).toBe(100)
  })
})
