import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { messages } from '../../src/db/schema.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { answerOf, suggestAnswers } from '../../src/tickets/suggest-answers.ts'
import type { AccountRow, Agent } from '../../src/tickets/ticket.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const ANSWERED = [
  ['Where is my parcel? Order #1', 'It left this morning and is with you tomorrow.'],
  ['My parcel has not arrived, where is it?', 'It left this morning and is with you tomorrow.'],
  ['Is the sand mug dishwasher safe?', 'It is, up to 60 degrees.'],
  ['Do you ship to Norway?', 'We do, within five days.'],
  ['I would like my money back', 'The refund is on its way.'],
  ['Wo ist mein Paket?', 'Es ist heute früh los.'],
  ['我的包裹在哪里？', '今天早上已经发出。'],
] as const

onEveryDatabase('suggested answers', (database) => {
  test.each([
    ['is the blue mug safe in the dishwasher?', ['It is, up to 60 degrees.']],
    ['where is my parcel #4711', ['It left this morning and is with you tomorrow.']],
    ['Wo bleibt mein Paket??', ['Es ist heute früh los.']],
    ['请问我的包裹在哪里', ['今天早上已经发出。']],
    ['Love your shop!', []],
    ['🎉', []],
    ['', []],
  ])('to %j', async (asked, answers) => {
    const { db } = database()
    const { account, grace } = await company(db)
    for (const [question, answer] of ANSWERED) await answered(db, account, grace, question, answer)
    const opened = await ticket(db, account, {
      conversation: 'now',
      customer: { id: 'now' },
      text: asked || 'x',
      at: after(9),
    })
    const found = await suggestAnswers(db, opened, asked, { most: 3, languages: [] })
    expect(found.map(({ reply }) => reply.text)).toEqual(answers)
  })

  test('one by its number is none of another workspace’s', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await answered(db, account, grace, ...ANSWERED[0])
    const [sent] = await db.select().from(messages).where(eq(messages.direction, 'outbound'))
    expect((await answerOf(db, 'T1', sent?.id ?? 0))?.reply.text).toBe(ANSWERED[0][1])
    expect(await answerOf(db, 'T2', sent?.id ?? 0)).toBeUndefined()
  })

  test('only what was sent, of this workspace, in the customer’s language where it is known', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const question = 'Is the sand mug dishwasher safe for my grandmother and her dog?'
    const first = await ticket(db, account, { conversation: 'a', customer: { id: 'a' }, text: question })
    await reply(db, first, sending('Not sent yet.', 'a'), grace, after(1))
    const opened = await ticket(db, account, { conversation: 'now', customer: { id: 'now' }, text: question })
    const found = (languages: string[]) => suggestAnswers(db, opened, question, { most: 3, languages })
    expect(await found([])).toEqual([])
    await answered(db, account, grace, question, 'It is, up to 60 degrees.')
    expect(await found(['en'])).toMatchObject([
      { reply: { text: 'It is, up to 60 degrees.' }, customer: { networkId: 'c1' } },
    ])
    expect(await found(['de'])).toEqual([])
    expect(await suggestAnswers(db, { ...opened, workspaceId: 'T2' }, question, { most: 3, languages: [] })).toEqual([])
  })

  test('what stands far back is found by its rare words', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await answered(db, account, grace, 'The zipper of my rucksack broke', 'Send it to us, the zipper is on us.')
    const asking = await ticket(db, account, {
      conversation: 'n',
      customer: { id: 'n' },
      text: 'Is the shop open today?',
    })
    const [asked] = await db.select().from(messages).where(eq(messages.ticketId, asking.id))
    const again = Array.from({ length: 420 }, (_, n) => ({ ...asked, id: undefined, networkId: `n${n}` }))
    await db.insert(messages).values(again as (typeof messages.$inferInsert)[])
    const opened = await ticket(db, account, { conversation: 'now', customer: { id: 'now' }, text: 'x' })
    const found = await suggestAnswers(db, opened, 'zipper broke!', { most: 3, languages: [] })
    expect(found.map(({ reply }) => reply.text)).toEqual(['Send it to us, the zipper is on us.'])
  })
})

let count = 0

async function answered(db: Db, account: AccountRow, by: Agent, question: string, answer: string) {
  count += 1
  const asked = await ticket(db, account, { conversation: `c${count}`, customer: { id: 'c1' }, text: question })
  const { id } = await reply(db, asked, sending(answer, `V${count}`), by, after(1))
  await settle(db, id, { sent: {} }, after(2))
}

function sending(text: string, submission: string) {
  const next = 'close' as const
  return { text, place: 'private' as const, next, submission, seen: 0, evenIfTaken: false }
}
