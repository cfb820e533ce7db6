import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { PRIORITY } from '../../src/db/posts.ts'
import { posts, tickets } from '../../src/db/schema.ts'
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

  test('the entry of one is held by who waits for its card: neither waits for the other', async () => {
    const { db } = database()
    const { account } = await company(db)
    for (let place = 0; place < 12; place += 1)
      await ticket(db, account, { conversation: `c${place}`, customer: { id: `c${place}`, name: 'C' } })
    const of = { workspaceId: 'T1', channelId: 'C1', ticketId: 1001 }
    const entry = { ...of, kind: 'entry', subject: '1001/1', priority: PRIORITY.entry, createdAt: after(1) }
    await db.insert(posts).values(entry)
    await db.transaction(async (tx) => {
      // As when its channel is back, and all that waits there is drawn.
      await tx.update(posts).set({ retryAt: null }).where(eq(posts.kind, 'entry'))
      const leased = Promise.race([leaseNext(db, 'T1', after(1)), setTimeout(3000, undefined)])
      expect((await leased)?.post.kind).toBe('roll-up')
    })
  })
})
