import { expect, test } from 'vitest'
import { episodes, messages, tickets } from '../../src/db/schema.ts'
import { asc } from '../../src/db/sql.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
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

  /** As X tells it: each version as a message by the first one's id, and a later one as an edit, too. */
  async function post() {
    const { db } = database()
    const { account } = await company(db)
    const hear = async (minutes: number) => {
      const [text, at] = [`Version of ${minutes}`, after(minutes)]
      await receive(db, account, anyNetwork, message({ ...spot, id: 'p1', text, at }), after(60))
      if (minutes > 1) await editMessage(db, account, { is: 'edit', account: 'shop', id: 'p1', text, at }, after(60))
    }
    return { account, hear }
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
