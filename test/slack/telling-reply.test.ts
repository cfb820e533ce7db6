import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { cardFacts } from '../../src/slack/card-facts.ts'
import { replyStates } from '../../src/slack/render/reply-state.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import type { Agent, Ticket } from '../../src/tickets/ticket.ts'
import { after, company, own, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase(
  'of several replies the card tells of the newest, and of one before it that needs somebody',
  (database) => {
    test('the first fails while the second waits: that it was not sent stays, though the second is', async () => {
      const { db } = database()
      const { account, grace } = await company(db)
      const opened = await ticket(db, account)
      const [first, second] = [await sent(db, opened, grace, 1), await sent(db, opened, grace, 2)]
      await settle(db, first, { failed: 'Too long.' }, after(3))
      await settle(db, second, { sent: { id: 'o2' } }, after(4))
      expect((await told(db, opened)).text).toMatch(/\*Not sent\*: Too long\.\n.*Answer 2" · Sent/)
      // Whoever replies now has read it.
      const third = await sent(db, opened, grace, 5)
      await settle(db, third, { sent: { id: 'o3' } }, after(6))
      expect((await told(db, opened)).text).toMatch(/^[^\n]*Answer 5" · Sent$/)
    })

    test('one is in doubt: it is asked about until somebody has decided, whatever is sent meanwhile', async () => {
      const { db } = database()
      const { account, grace } = await company(db)
      const opened = await ticket(db, account)
      const first = await sent(db, opened, grace, 1)
      await settle(db, first, { uncertain: 'The connection broke.' }, after(2))
      await settle(db, await sent(db, opened, grace, 3), { failed: 'Closed.' }, after(4))
      expect(await told(db, opened)).toMatchObject({ buttons: ['it-arrived', 'send-again', 'reply'] })
      await hearOwn(db, account, own({ id: 'there', text: 'From the app', at: after(5) }), after(5))
      expect(await told(db, opened)).toMatchObject({ buttons: ['it-arrived', 'send-again'] })
      await settle(db, first, { sent: {} }, after(6))
      expect((await told(db, opened)).text).toMatch(/^[^\n]*From the app[^\n]*$/)
    })
  },
)

async function sent(db: Db, opened: Ticket, by: Agent, minutes: number): Promise<number> {
  const draft = { place: 'private', next: 'their turn', seen: 0, evenIfTaken: true } as const
  const text = `Answer ${minutes}`
  const { id } = await reply(db, opened, { ...draft, text, submission: text }, by, after(minutes))
  return id
}

async function told(db: Db, { id }: Ticket) {
  const states = replyStates(await cardFacts(db, new Map([['custom', custom]]), 'T1', id), after(9))
  return {
    text: states.map(({ text }) => text).join('\n'),
    buttons: states.flatMap(({ buttons }) => buttons.map((button) => button.id)),
  }
}
