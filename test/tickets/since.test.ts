import { expect, test } from 'vitest'
import { accounts, episodes, posts, tickets } from '../../src/db/schema.ts'
import { claim } from '../../src/tickets/claim.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('reaching back', (database) => {
  test('what was written before the account was connected stands on roll-ups of twenty, without clocks', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await db.update(accounts).set({ since: after(-600) })
    const reaching = { ...account, since: after(-600) }
    for (let index = 0; index < 25; index += 1) {
      const who = { id: `c${index}`, name: `Customer ${index}` }
      await receive(
        db,
        reaching,
        anyNetwork,
        message({ conversation: who.id, customer: who, at: after(-300) }),
        after(1),
      )
    }
    expect(await db.select().from(episodes)).toEqual([])
    const all = await db.select().from(posts)
    const rollUps = all.filter(({ kind }) => kind === 'roll-up')
    expect(rollUps.map(({ data }) => (Array.isArray(data.tickets) ? data.tickets.length : 0))).toEqual([20, 5])
    expect(all.filter(({ kind, rollUpId }) => kind === 'card' && rollUpId === null)).toEqual([])

    const [first] = await db.select().from(tickets)
    if (!first) throw new Error('No ticket')
    await claim(db, first, alan, after(2))
    const own = (await db.select().from(posts)).filter(({ kind, rollUpId }) => kind === 'card' && rollUpId === null)
    expect(own.map(({ ticketId }) => ticketId)).toEqual([first.id])
  })

  test('once the customer writes again it is alive: a clock runs', async () => {
    const { db } = database()
    const { account } = await company(db)
    const reaching = { ...account, since: after(-600) }
    await receive(db, reaching, anyNetwork, message({ at: after(-300) }), after(1))
    await receive(db, reaching, anyNetwork, message({ at: after(2) }), after(2))
    expect(await db.select().from(tickets)).toMatchObject([{ history: false }])
    expect(await db.select().from(episodes)).toMatchObject([{ startedAt: after(2), endedAt: null }])
  })
})
