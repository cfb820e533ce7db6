import { expect, test } from 'vitest'
import { episodes, events, messages, tickets } from '../../src/db/schema.ts'
import { asc } from '../../src/db/sql.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import type { Ticket } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, own } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const spot = { place: 'public', conversation: 'post' } as const

onEveryDatabase('a message that was written earlier than we thought', (database) => {
  test('waits from its first version, whichever is heard of first', async () => {
    const { hear } = await post()
    for (const at of [50, 1, 50, 1]) await hear(at)
    expect(await stand()).toMatchObject({
      tickets: [{ openedAt: after(1) }],
      said: [{ at: after(1), text: 'Version of 50' }],
      turns: [{ metric: 'first reply', startedAt: after(1), dueAt: after(61), endedAt: null }],
    })
  })

  test('takes along what answered that version', async () => {
    const { account, hear } = await post()
    await hear(50)
    await hearOwn(database().db, account, own({ ...spot, at: after(9), inReplyTo: 'p1' }), after(60))
    await hear(1)
    expect(await stand()).toMatchObject({
      tickets: [{ openedAt: after(1), firstReplyAt: after(9) }],
      said: [{ at: after(1) }, { direction: 'outbound', sentAt: after(9) }],
      turns: [{ startedAt: after(1), endedAt: after(9), endedAs: 'replied' }],
    })
  })

  test('a quiet one that was edited into a question counts from the edit, however often it is repeated', async () => {
    const { account } = await post()
    const first = message({ ...spot, id: 'p1', text: '😍', at: after(1) })
    const edit = { is: 'edit', account: 'shop', id: 'p1', text: 'How much is it?', at: after(50) } as const
    for (const _ of ['once', 'again']) {
      await receive(database().db, account, anyNetwork, first, after(60))
      await editMessage(database().db, account, edit, after(60))
    }
    expect(await stand()).toMatchObject({ tickets: [{ openedAt: after(50) }], turns: [{ startedAt: after(50) }] })
  })

  test('that we have answered does not wait anew, and one that was taken back does not wait at all', async () => {
    const { account, hear, grace } = await post()
    const opened = await hear(50)
    const draft = { text: 'It ships', place: 'public', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const { id } = await reply(database().db, opened, { ...draft, submission: 'V1' }, grace, after(61))
    await settle(database().db, id, { sent: { id: 'r1' } }, after(62))
    await hear(1)
    expect((await stand()).turns).toMatchObject([{ startedAt: after(1), endedAt: after(62) }])
    const spotless = message({ id: 'p2', at: after(50) })
    await receive(database().db, account, anyNetwork, spotless, after(60))
    await deleteMessage(database().db, account, { is: 'deletion', account: 'shop', id: 'p2', at: after(55) }, after(60))
    await receive(database().db, account, anyNetwork, { ...spotless, at: after(2) }, after(60))
    expect((await stand()).turns).toMatchObject([{}, { startedAt: after(50), endedAs: 'excused' }])
  })

  test('is no other where one way of hearing of it tells less than the second', async () => {
    const { account } = await post()
    const said = message({ at: after(0.01) })
    await receive(database().db, account, { resolution: 'millisecond' }, said, after(1))
    await receive(database().db, account, { resolution: 'millisecond' }, { ...said, at: after(0) }, after(2))
    expect(await stand()).toMatchObject({ said: [{ at: after(0.01) }], turns: [{ startedAt: after(0.01) }] })
    expect(await database().db.$count(events)).toBe(1)
  })

  test('with what could not wait in its first version, is urgent', async () => {
    const { account, hear } = await post()
    await hear(50)
    const first = message({ ...spot, id: 'p1', text: 'Is there an outage?', at: after(1) })
    await receive(database().db, account, anyNetwork, first, after(60))
    expect((await stand()).tickets).toMatchObject([{ priority: 'urgent' }])
  })

  /** As X tells it: each version as a message by the first one's id, and a later one as an edit, too. */
  async function post() {
    const { db } = database()
    const { account, grace } = await company(db)
    const hear = async (minutes: number) => {
      const [text, at] = [`Version of ${minutes}`, after(minutes)]
      const opened = await receive(db, account, anyNetwork, message({ ...spot, id: 'p1', text, at }), after(60))
      if (minutes > 1) await editMessage(db, account, { is: 'edit', account: 'shop', id: 'p1', text, at }, after(60))
      return opened as Ticket
    }
    return { account, grace, hear }
  }

  async function stand() {
    const { db } = database()
    return {
      tickets: await db.select().from(tickets),
      said: await db.select().from(messages).orderBy(asc(messages.at)),
      turns: await db.select().from(episodes).orderBy(asc(episodes.startedAt)),
    }
  }
})
