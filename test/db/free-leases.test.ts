import pino from 'pino'
import { expect, test } from 'vitest'
import { freeLeases } from '../../src/db/free-leases.ts'
import { PRIORITY, show } from '../../src/db/posts.ts'
import { deliveries } from '../../src/db/schema.ts'
import { patiently } from '../../src/inbound/patiently.ts'
import { takeDeliveries } from '../../src/inbound/take-deliveries.ts'
import { holdLane } from '../../src/slack/lane.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('what a dead process held', (database) => {
  test('a start on the embedded database takes it over at once: lane, posts and deliveries', async () => {
    const { db } = database()
    await company(db)
    await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
    await show(db, { workspaceId: 'T1', channelId: 'C1', kind: 'alert', subject: 'a/1' }, PRIORITY.list, nine)
    const died = new Promise<never>(() => {})
    const patience = patiently(60_000, 1, () => {})
    const begun = Promise.withResolvers<void>()
    const take = () => {
      begun.resolve()
      return died
    }
    void takeDeliveries(db, 'T1', take, async () => {}, patience, pino({ level: 'silent' }))
    await begun.promise
    await holdLane(db, 'T1', 'the dead one')
    await leaseNext(db, 'T1', nine)

    await freeLeases(db)

    expect(await holdLane(db, 'T1', 'the new one')).toBe(true)
    await db.execute('delete from paces')
    expect(await leaseNext(db, 'T1', nine)).toMatchObject({ inDoubt: true })
    const taken: number[] = []
    const takeAll = async ({ id }: { id: number }) => void taken.push(id)
    await takeDeliveries(db, 'T1', takeAll, async () => {}, patience, pino({ level: 'silent' }))
    expect(taken).toHaveLength(1)
  })
})
