import { expect, test } from 'vitest'
import { tickets } from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { cardOf } from '../../src/tickets/show-card.ts'
import type { Ticket } from '../../src/tickets/ticket.ts'
import { after, company, ticket } from '../company.ts'
import { onServer } from '../database.ts'

onServer('too many new cards wait', (database) => {
  test('one is being claimed while they go onto a roll-up: it gets a card of its own', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const waiting: Ticket[] = []
    for (let place = 0; place < 12; place += 1)
      waiting.push(await ticket(db, account, { conversation: `c${place}`, customer: { id: `c${place}`, name: 'C' } }))
    const [wanted] = waiting.splice(5, 1)
    if (!wanted) throw new Error('No ticket')
    await db.transaction(async (tx) => {
      // As far as a claim has come when its card is not looked for yet.
      await tx
        .update(tickets)
        .set({ claimedBy: grace.id, claimedAt: after(1) })
        .where(eq(tickets.id, wanted.id))
      expect((await leaseNext(db, 'T1', after(1)))?.post.kind).toBe('roll-up')
    })
    expect(await cardOf(db, wanted)).toMatchObject({ rollUpId: null })
    for (const other of waiting) expect((await cardOf(db, other))?.rollUpId).not.toBeNull()
  })
})
