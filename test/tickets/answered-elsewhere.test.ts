import { expect, test } from 'vitest'
import { episodes, messages, tickets } from '../../src/db/schema.ts'
import { asc, eq } from '../../src/db/sql.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, own } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('an answer given elsewhere', (database) => {
  test.each(['m1 m2 a2', 'm1 a2 m2', 'a2 m1 m2'])(
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

  async function hear(order: string, said: Record<string, ReturnType<typeof own> | ReturnType<typeof message>>) {
    const { db } = database()
    const { account } = await company(db)
    for (const name of order.split(' ')) {
      const one = said[name]
      if (!one) throw new Error(`Nobody said ${name}`)
      if (one.from === 'us' || !one.customer) await hearOwn(db, account, one, after(30))
      else await receive(db, account, anyNetwork, { ...one, customer: one.customer }, after(30))
    }
  }

  const turns = () => database().db.select().from(episodes).orderBy(asc(episodes.startedAt))
  const answers = () => database().db.select().from(messages).where(eq(messages.direction, 'outbound'))
})
