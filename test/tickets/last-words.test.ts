import { expect, test } from 'vitest'
import { lastWords } from '../../src/tickets/last-words.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { after, anyNetwork, company, message, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('the last words on a ticket', (database) => {
  test('an answer to another customer leaves these waiting, and their own ends it', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account, { text: 'Where is my parcel?' })
    const other = await ticket(db, account, { conversation: 'kenji', customer: { id: 'kenji' } })
    await receive(db, account, anyNetwork, message({ text: 'Hello?', at: after(1) }), after(1))
    const sending = { text: 'It left.', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const

    await reply(db, other, { ...sending, submission: 'V1' }, grace, after(2))
    expect((await lastWords(db, [opened.id])).get(opened.id)).toMatchObject({ message: { text: 'Hello?' }, waiting: 2 })
    await reply(db, opened, { ...sending, submission: 'V2' }, grace, after(3))
    expect((await lastWords(db, [opened.id])).get(opened.id)?.waiting).toBe(0)
  })
})
