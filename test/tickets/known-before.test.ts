import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { customerNotes, customers, messages, tickets } from '../../src/db/schema.ts'
import { addCustomerNote } from '../../src/tickets/customer-notes.ts'
import { receive } from '../../src/tickets/receive.ts'
import type { AccountRow } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const PHONE = '38486542396'
const LASTING = 'US.73556520555673170734'

onEveryDatabase('a customer who is known by another id now', (database) => {
  const writes = (db: Db, account: AccountRow, minutes: number, customer: { id: string; formerly?: string }) =>
    receive(
      db,
      account,
      anyNetwork,
      message({ customer: { name: 'Mira', ...customer }, conversation: customer.id, at: after(minutes) }),
      after(minutes),
    )
  const standing = async (db: Db) => ({
    customers: (await db.select().from(customers)).map(({ networkId }) => networkId),
    tickets: (await db.select().from(tickets).orderBy(tickets.id)).map(({ conversation }) => conversation),
    messages: (await db.select().from(messages)).map(({ ticketId, conversation }) => [ticketId, conversation]),
  })

  test('stays the same person, in the ticket that is open', async () => {
    const { db } = database()
    const { account } = await company(db)
    await writes(db, account, 1, { id: PHONE })
    await writes(db, account, 2, { id: LASTING, formerly: PHONE })
    await writes(db, account, 3, { id: LASTING })
    expect(await standing(db)).toEqual({
      customers: [LASTING],
      tickets: [LASTING],
      messages: Array.from({ length: 3 }, () => [1001, LASTING]),
    })
  })

  test('who had become two is one again, and both open tickets stay where they are answered', async () => {
    const { db } = database()
    const { account } = await company(db)
    await writes(db, account, 1, { id: PHONE })
    await writes(db, account, 2, { id: LASTING })
    await writes(db, account, 3, { id: LASTING, formerly: PHONE })
    const { customers, tickets } = await standing(db)
    expect([customers, tickets]).toEqual([[LASTING], [PHONE, LASTING]])
  })

  test('by turns by the one and by the other, is taken in all the same, and is one again once one of both is closed', async () => {
    const { db } = database()
    const { account } = await company(db)
    await writes(db, account, 1, { id: PHONE })
    await writes(db, account, 2, { id: LASTING })
    for (const minute of [3, 5, 7]) {
      await writes(db, account, minute, { id: LASTING, formerly: PHONE })
      await writes(db, account, minute + 1, { id: PHONE })
    }
    const { tickets: open, messages: all } = await standing(db)
    expect([open, all.length]).toEqual([[PHONE, LASTING, PHONE], 8])
    await db
      .update(tickets)
      .set({ closedAt: after(9) })
      .where(eq(tickets.id, 1001))
    await writes(db, account, 10, { id: LASTING, formerly: PHONE })
    expect((await standing(db)).customers).toEqual([LASTING])
  })

  test('with an open ticket under each of their ids keeps both when the one id becomes the other', async () => {
    const { db } = database()
    const { account } = await company(db)
    await writes(db, account, 1, { id: PHONE })
    await receive(
      ...([db, account, anyNetwork] as const),
      message({ customer: { id: PHONE }, conversation: LASTING, at: after(2) }),
      after(2),
    )
    await writes(db, account, 3, { id: LASTING, formerly: PHONE })
    const { customers, tickets, messages } = await standing(db)
    expect([customers, tickets, messages.length]).toEqual([[LASTING], [PHONE, LASTING], 3])
  })

  test('what the team has noted of the former one is known of them', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await writes(db, account, 1, { id: PHONE })
    const [before] = await db.select().from(customers)
    if (before) await addCustomerNote(db, before, { text: 'Likes mornings.', submission: 's' }, grace, nine)
    await writes(db, account, 2, { id: LASTING })
    await writes(db, account, 3, { id: LASTING, formerly: PHONE })
    const [only] = await db.select().from(customers)
    expect(await db.select().from(customerNotes)).toMatchObject([{ customerId: only?.id, text: 'Likes mornings.' }])
  })

  test('who was never known by the former id is new, and several messages at once make one person', async () => {
    const { db } = database()
    const { account } = await company(db)
    await writes(db, account, 1, { id: PHONE })
    await Promise.all([2, 3, 4, 5].map((minute) => writes(db, account, minute, { id: LASTING, formerly: PHONE })))
    await writes(db, account, 6, { id: 'US.1', formerly: '999' })
    expect((await standing(db)).customers.toSorted()).toEqual(['US.1', LASTING])
    expect((await standing(db)).tickets).toEqual([LASTING, 'US.1'])
  })
})
