import { expect, test } from 'vitest'
import { customers } from '../../src/db/schema.ts'
import { close } from '../../src/tickets/close.ts'
import { addCustomerNote, changeCustomerNote, customerNotesOf } from '../../src/tickets/customer-notes.ts'
import { ticketsOf } from '../../src/tickets/tickets-of.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('who a customer is', (database) => {
  test('notes are kept once for a press, the newest first, for this workspace alone', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    await ticket(db, account)
    const [mira] = await db.select().from(customers)
    if (!mira) throw new Error('No customer')
    for (const text of ['Calls back', 'Calls back', 'Calls back late'])
      await addCustomerNote(db, mira, { text, submission: 'V1/0' }, grace, after(1))
    await addCustomerNote(db, mira, { text: 'Prefers mornings', submission: 'V1/1' }, alan, after(2))
    expect(await customerNotesOf(db, mira, 1)).toMatchObject({
      notes: [{ text: 'Prefers mornings', by: 'Alan' }],
      all: 2,
    })
    expect((await customerNotesOf(db, mira, 9)).notes.at(-1)?.text).toBe('Calls back late')
    expect(await customerNotesOf(db, { ...mira, workspaceId: 'T2' }, 9)).toEqual({ notes: [], all: 0 })
  })

  test('a note is written anew or taken back, by one of two who try at once', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    await ticket(db, account)
    const [mira] = await db.select().from(customers)
    if (!mira) throw new Error('No customer')
    await addCustomerNote(db, mira, { text: 'Calls back', submission: 'V1/0' }, grace, after(1))
    const id = (await customerNotesOf(db, mira, 1)).notes[0]?.id ?? 0
    const elsewhere = { ...mira, workspaceId: 'T2' }
    const note = { id, seen: after(1), text: 'Never calls back' }
    await expect(changeCustomerNote(db, elsewhere, note, alan, after(2))).rejects.toThrow('meanwhile')
    await changeCustomerNote(db, mira, note, alan, after(2))
    expect((await customerNotesOf(db, mira, 9)).notes).toMatchObject([{ text: 'Never calls back', by: 'Alan' }])
    await expect(changeCustomerNote(db, mira, { ...note, text: '' }, grace, after(3))).rejects.toThrow('meanwhile')
    await changeCustomerNote(db, mira, { id, seen: after(2), text: '' }, alan, after(3))
    expect(await customerNotesOf(db, mira, 9)).toEqual({ notes: [], all: 0 })
  })

  test('their tickets page by page, newest first', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const ids: number[] = []
    for (let n = 0; n < 5; n++) {
      const opened = await ticket(db, account, { conversation: `c${n}`, at: after(n < 2 ? 1 : n) })
      await close(db, opened, 'resolved', grace, after(n + 1))
      ids.unshift(opened.id)
    }
    const [mira] = await db.select().from(customers)
    if (!mira) throw new Error('No customer')
    const first = await ticketsOf(db, mira, { most: 3 })
    const rest = await ticketsOf(db, mira, { before: first.at(-1)?.ticket, most: 3 })
    expect([...first, ...rest].map(({ ticket }) => ticket.id)).toEqual(ids)
    expect(await ticketsOf(db, { ...mira, workspaceId: 'T2' }, { most: 3 })).toEqual([])
  })
})
