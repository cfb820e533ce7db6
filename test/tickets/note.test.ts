import { expect, test } from 'vitest'
import { events, messages } from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { note } from '../../src/tickets/note.ts'
import { snooze } from '../../src/tickets/snooze.ts'
import { ticketOf } from '../../src/tickets/ticket.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('an internal note', (database) => {
  const notes = () => database().db.select().from(messages).where(eq(messages.direction, 'note')).orderBy(messages.id)

  test('sent again by one window it stands once, as it was sent last; by another it is another', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    const first = await note(db, opened, { text: 'Asked the warehouse', submission: 'V1' }, grace, after(1))
    expect(await note(db, opened, { text: 'Asked the warehouse.', submission: 'V1' }, grace, after(2))).toBe(first)
    await note(db, opened, { text: 'They look.', submission: 'V2' }, grace, after(3))
    expect((await notes()).map(({ text, at }) => [text, at])).toEqual([
      ['Asked the warehouse.', after(1)],
      ['They look.', after(3)],
    ])
    expect(await db.select().from(events).where(eq(events.name, 'ticket.noted'))).toHaveLength(2)
  })

  test('words that come with something else, and with no window of their own, are each kept', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    for (const text of ['One', 'Two']) await note(db, opened, { text }, grace, after(1))
    expect(await notes()).toHaveLength(2)
  })

  test('on a ticket that a colleague has snoozed since it was looked at: it wakes all the same', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const seen = await ticket(db, account)
    await snooze(db, seen, after(10), grace, after(1))
    await note(db, seen, { text: 'They look.' }, alan, after(2))
    expect((await ticketOf(db, 'T1', seen.id)).nextDueAt).toEqual(after(10))
  })
})
