import { expect, test } from 'vitest'
import { accounts, episodes, messages, tickets } from '../../src/db/schema.ts'
import { asc, eq } from '../../src/db/sql.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, nine, own } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('an answer given elsewhere', (database) => {
  test.each(['m1 m2 a2', 'm1 a2 m2', 'a2 m1 m2', 'a2 m2 m1', 'm2 a2 m1'])(
    'in public ends the turn that its message belongs to, though that opens no ticket: heard as %s',
    async (order) => {
      const spot = { place: 'public', conversation: 'post' } as const
      await hear(order, {
        m1: message({ ...spot, id: 'm1', at: after(1) }),
        m2: message({ ...spot, id: 'm2', at: after(5) }),
        a2: own({ ...spot, id: 'a2', at: after(9), inReplyTo: 'm2' }),
      })
      const [ticket] = await database().db.select().from(tickets)
      expect(ticket).toMatchObject({ openedAt: after(1), firstReplyAt: after(9) })
      expect(await answers()).toMatchObject([{ networkId: 'a2', ticketId: ticket?.id, sentAt: after(9) }])
      expect(await turns()).toMatchObject([
        { metric: 'first reply', startedAt: after(1), dueAt: after(61), endedAt: after(9), endedAs: 'replied' },
      ])
    },
  )

  test.each(['m1 m2 a', 'm2 a m1', 'a m2 m1', 'm1 a m2'])(
    'ends a turn that lasted from the first message, for the promise too: heard as %s',
    async (order) => {
      await hear(order, {
        m1: message({ at: after(1) }),
        m2: message({ at: after(5), text: 'I was charged twice' }),
        a: own({ at: after(9), agent: { name: 'Ana' } }),
      })
      const [ticket] = await database().db.select().from(tickets)
      expect(ticket).toMatchObject({ openedAt: after(1), resolutionDueAt: after(101), priority: 'urgent' })
      expect(await turns()).toMatchObject([
        { metric: 'first reply', startedAt: after(1), dueAt: after(11), endedAt: after(9), endedAs: 'replied' },
      ])
      expect((await turns())[0]?.agentId).toBe((await answers())[0]?.agentId)
    },
  )

  test.each(['m1 a1 m2 a2', 'm1 a1 a2 m2', 'm2 a2 m1 a1', 'a2 a1 m2 m1', 'm1 a2 a1 m2', 'm1 a2 m2 a1', 'm2 m1 a2 a1'])(
    'ends the turn that it answers, whichever is heard of first: %s',
    async (order) => {
      await hear(order, {
        m1: message({ at: after(1) }),
        a1: own({ at: after(3) }),
        m2: message({ at: after(5) }),
        a2: own({ at: after(9) }),
      })
      const [ticket] = await database().db.select().from(tickets)
      expect(ticket).toMatchObject({ openedAt: after(1), firstReplyAt: after(3), resolutionDueAt: after(1001) })
      expect(await turns()).toMatchObject([
        { metric: 'first reply', startedAt: after(1), dueAt: after(61), endedAt: after(3), endedAs: 'replied' },
        { metric: 'next reply', startedAt: after(5), dueAt: after(35), endedAt: after(9), endedAs: 'replied' },
      ])
    },
  )

  test('ended no turn of a message that was taken back before it', async () => {
    const m1 = message({ at: after(1) })
    await hear('m2 a', { m2: message({ at: after(5) }), a: own({ at: after(9) }) })
    const [account] = await database().db.select().from(accounts)
    if (!account) throw new Error('No account')
    await deleteMessage(database().db, account, { is: 'deletion', account: 'shop', id: m1.id, at: after(3) }, after(30))
    await receive(database().db, account, anyNetwork, m1, after(30))
    expect(await turns()).toMatchObject([{ startedAt: after(5), endedAt: after(9) }])
  })

  test.each(['m d a', 'm a d', 'a m d', 'd m a', 'd a m', 'a d m'])(
    'ended the turn of a message that was taken back after it: heard as %s',
    async (order) => {
      const { db } = database()
      const { account } = await company(db)
      const hear = {
        m: () => receive(db, account, anyNetwork, message({ id: 'm', at: after(1) }), after(30)),
        d: () => deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm', at: after(9) }, after(30)),
        a: () => hearOwn(db, account, own({ id: 'a', at: after(5) }), after(30)),
      }
      for (const one of order.split(' ')) await hear[one as keyof typeof hear]()
      expect(await turns()).toMatchObject([{ startedAt: after(1), endedAt: after(5), endedAs: 'replied' }])
    },
  )

  test('is the one first reply, also where a later turn is heard of before it', async () => {
    const { db } = database()
    const { account } = await company(db)
    const at = (minutes: number) => message({ id: `m${minutes}`, at: after(minutes) })
    await receive(db, account, anyNetwork, at(1), after(30))
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm1', at: after(9) }, after(30))
    await receive(db, account, anyNetwork, at(10), after(30))
    for (const minutes of [5, 20]) await hearOwn(db, account, own({ id: `a${minutes}`, at: after(minutes) }), after(30))
    expect(await turns()).toMatchObject([
      { metric: 'first reply', startedAt: after(1), endedAt: after(5), endedAs: 'replied' },
      { metric: 'next reply', startedAt: after(10), endedAt: after(20), endedAs: 'replied' },
    ])
  })

  test('ends the turn of what is heard of last, though a later message was taken back meanwhile', async () => {
    const { account } = await hear('m2', { m2: message({ id: 'm2', at: after(5) }) })
    const takenBack = { is: 'deletion', account: 'shop', id: 'm2', at: after(6) } as const
    await deleteMessage(database().db, account, takenBack, after(60))
    await hearOwn(database().db, account, own({ at: after(20) }), after(60))
    await receive(database().db, account, anyNetwork, message({ id: 'm1', at: after(1) }), after(60))
    expect(await turns()).toMatchObject([
      { startedAt: after(1), endedAt: after(20), endedAs: 'replied' },
      { startedAt: after(5), endedAs: 'excused' },
    ])
  })

  async function hear(order: string, said: Record<string, ReturnType<typeof own> | ReturnType<typeof message>>) {
    const { db } = database()
    const { account } = await company(db)
    const targets = [
      { when: {}, firstReply: '1h', nextReply: '30m', resolution: '1000m' },
      { when: { priority: 'urgent' }, firstReply: '10m', nextReply: '10m', resolution: '100m' },
    ]
    await storeTeam(db, 'T1', settingsSchema.parse({ urgent: ['charged twice'], targets }), nine)
    for (const name of order.split(' ')) {
      const one = said[name]
      if (!one) throw new Error(`Nobody said ${name}`)
      if (one.from === 'us' || !one.customer) await hearOwn(db, account, one, after(30))
      else await receive(db, account, anyNetwork, { ...one, customer: one.customer }, after(30))
    }
    return { account }
  }

  const turns = () => database().db.select().from(episodes).orderBy(asc(episodes.startedAt))
  const answers = () => database().db.select().from(messages).where(eq(messages.direction, 'outbound'))
})
