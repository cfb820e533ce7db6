import { expect, test } from 'vitest'
import { tickets } from '../../src/db/schema.ts'
import { figures } from '../../src/stats/figures.ts'
import { close } from '../../src/tickets/close.ts'
import { reopen } from '../../src/tickets/reopen.ts'
import { after, company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('what continues elsewhere', (database) => {
  const counted = () =>
    figures(database().db, { workspaceId: 'T1', ranges: [{ from: nine, to: after(600) }] }, after(600))

  test.each([
    ['in time is neither kept nor missed', 30, { met: 0, missed: 0 }],
    ['after the promise stays missed', 90, { met: 0, missed: 1 }],
  ])('%s, and is counted apart from what was solved and what was excused', async (_, minutes, promise) => {
    const { db } = database()
    const { account, grace } = await company(db)
    await close(db, await ticket(db, account), { elsewhere: 'by phone' }, grace, after(minutes))
    const all = await counted()
    expect([all.continuedElsewhere, all.resolution.n, all.excused, all.closedAutomatically]).toEqual([1, 0, 0, 0])
    expect(all.withinTarget).toMatchObject(promise)
  })

  test('forgets where, once it is open again', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const closed = await close(db, await ticket(db, account), { elsewhere: 'by phone' }, grace, after(5))
    expect(closed).toMatchObject({ closedAs: 'continues elsewhere', elsewhere: 'by phone' })
    await reopen(db, closed, grace, after(60))
    expect((await db.select().from(tickets))[0]).toMatchObject({ closedAs: null, elsewhere: null })
    expect((await counted()).continuedElsewhere).toBe(0)
  })
})
