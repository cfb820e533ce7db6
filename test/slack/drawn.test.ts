import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { posts } from '../../src/db/schema.ts'
import { drawn } from '../../src/slack/drawn.ts'
import { leaseStanding } from '../../src/slack/lease.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('what has been drawn', (database) => {
  async function standing() {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account)
    await db.update(posts).set({ ts: '1.1', shown: 1, wanted: 2 })
    const post = async () => (await db.select().from(posts).where(eq(posts.kind, 'card')))[0]
    const lease = async () => (await leaseStanding(db, (await post())?.id ?? 0, '1.1'))?.post
    return { db, account, post, lease }
  }

  test('is not for who has lost the lease of it to say: another draws it now', async () => {
    const { db, post, lease } = await standing()
    const first = await lease()
    await db.execute(sql`update posts set lease_until = clock_timestamp() - interval '1 second'`)
    const second = await lease()
    if (!first || !second) throw new Error('Nothing was leased')
    await drawn(db, first)
    expect(await post()).toMatchObject({ leaseBy: second.leaseBy, shown: 1 })
    await drawn(db, second)
    expect(await post()).toMatchObject({ leaseBy: null, shown: 2 })
  })

  test('shows what it was leased for: a change that came meanwhile is still to be drawn', async () => {
    const { db, account, post, lease } = await standing()
    const leased = await lease()
    if (!leased) throw new Error('Nothing was leased')
    await ticket(db, account, { at: after(1), text: 'And where is the other one?' })
    await drawn(db, leased)
    expect(await post()).toMatchObject({ wanted: 3, shown: 2 })
  })
})
