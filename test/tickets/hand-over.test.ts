import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { posts } from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { claim } from '../../src/tickets/claim.ts'
import { handOver } from '../../src/tickets/hand-over.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { lockAll, lockTicket } from '../../src/tickets/lock-ticket.ts'
import { receive } from '../../src/tickets/receive.ts'
import { runningEpisode } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, own, ticket } from '../company.ts'
import { onServer, waitsForALock } from '../database.ts'

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

  test('while their customer writes somewhere else under a new name, newest first: neither fails', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const both = [await ticket(db, account), await ticket(db, account, { conversation: 'two' })]
    const hers = await Promise.all(both.map((one) => claim(db, one, grace, after(1))))
    await db.update(posts).set({ ts: '1', shown: 99 }).where(eq(posts.kind, 'card'))
    const again = message({ conversation: 'three', customer: { id: 'mira', name: 'Mira Novak' }, at: after(3) })

    let hearing: Promise<unknown> = Promise.resolve()
    const meanwhile = betweenTheTwo(db, async () => {
      hearing = receive(db, account, anyNetwork, again, after(3))
      hearing.catch(() => {})
      await waitsForALock(db)
    })
    const given = { tickets: hers.toReversed(), to: alan, word: '', submission: 'V1' }
    expect((await handOver(meanwhile, given, grace, after(3))).done).toHaveLength(2)
    await hearing
    const cards = await db.select().from(posts).where(eq(posts.kind, 'card')).orderBy(posts.id)
    expect(cards.map(({ wanted }) => wanted)).toEqual([4, 4, 2])
  })

  test('while an answer given elsewhere is heard under the same post: neither fails', async () => {
    const { db } = database()
    const { account } = await company(db)
    const under = { place: 'public', conversation: 'post' } as const
    const one = await ticket(db, account, { ...under, id: 'c1' })
    const two = await ticket(db, account, { ...under, id: 'c2', customer: { id: 'kenji' } })
    const answer = own({ ...under, inReplyTo: 'c1', text: 'Tomorrow!', at: after(2) })
    const both: Promise<void>[] = []
    await db.transaction(async (tx) => {
      // A colleague does something with the first at this moment, and one after the other waits for that.
      await lockTicket(tx, one)
      both.push(db.transaction((inner) => lockAll(inner, [one, two])))
      await waitsForALock(db)
      both.push(hearOwn(db, account, answer, after(2)))
      await waitsForALock(db, 2)
    })
    await Promise.all(both)
    const open = await Promise.all([one, two].map((seen) => runningEpisode(db, seen)))
    expect(open.map((episode) => episode?.ticketId)).toEqual([undefined, two.id])
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
