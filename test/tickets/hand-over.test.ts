import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { posts } from '../../src/db/schema.ts'
import { eq, sql } from '../../src/db/sql.ts'
import { claim } from '../../src/tickets/claim.ts'
import { handOver } from '../../src/tickets/hand-over.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, ticket } from '../company.ts'
import { onServer } from '../database.ts'

onServer('several tickets are handed over', (database) => {
  test('while their customer writes on one of them under a new name: neither fails', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const place = { place: 'public', conversation: 'post' } as const
    const both = [await ticket(db, account), await ticket(db, account, { ...place, text: 'Why is it late?' })]
    const hers = await Promise.all(both.map((one) => claim(db, one, grace, after(1))))
    await db.update(posts).set({ ts: '1', shown: 99 }).where(eq(posts.kind, 'card'))
    const again = message({ ...place, text: 'Still?', customer: { id: 'mira', name: 'Mira Novak' }, at: after(3) })

    let hearing: Promise<unknown> = Promise.resolve()
    const meanwhile = betweenTheTwo(db, async () => {
      hearing = receive(db, account, anyNetwork, again, after(3))
      await waitsForALock(db)
    })
    const given = { tickets: hers, to: alan, word: '', submission: 'V1' }
    expect((await handOver(meanwhile, given, grace, after(3))).done).toHaveLength(2)
    await hearing
  })
})

/** Does something once the first ticket is given, before the second is. */
function betweenTheTwo(db: Db, work: () => Promise<void>): Db {
  let given = 0
  const within = (tx: Db): Db =>
    Object.assign(Object.create(tx), {
      transaction: async (each: Parameters<Db['transaction']>[0]) => {
        given += 1
        if (given === 2) await work()
        return tx.transaction(each)
      },
    })
  return Object.assign(Object.create(db), {
    transaction: (whole: (tx: Db) => Promise<unknown>) => db.transaction((tx) => whole(within(tx))),
  })
}

async function waitsForALock(db: Db): Promise<void> {
  const waiting = sql`datname = current_database() and wait_event_type = 'Lock'`
  const look = () => db.select({ pid: sql`pid` }).from(sql`pg_stat_activity`).where(waiting)
  await expect.poll(async () => (await look()).length).toBeGreaterThan(0)
}
