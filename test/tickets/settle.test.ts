import { expect, test } from 'vitest'
import { episodes, events, messages } from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { itArrived } from '../../src/tickets/decide.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { type Outcome, settle } from '../../src/tickets/settle.ts'
import { runningEpisode, ticketOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a reply that arrived', (database) => {
  test('leaves waiting what its customer wrote while it was in doubt', async () => {
    const { db, opened, sending, wrote } = await office()
    const id = await sending('their turn')
    await settle(db, id, { uncertain: 'The connection broke' }, after(11))
    await wrote('Thanks. And the blue one?', 14)
    await itArrived(db, opened, id, after(20))
    expect(await runningEpisode(db, opened)).toMatchObject({ metric: 'next reply', startedAt: after(14) })
    await settle(db, await sending('their turn', 21), { sent: {} }, after(22))
    expect(await runningEpisode(db, opened)).toBeUndefined()
  })

  test('that was in doubt while nobody waited is no answer to what came since', async () => {
    const { db, opened, sending, wrote } = await office()
    await settle(db, await sending('their turn', 5), { sent: {} }, after(5))
    const id = await sending('their turn')
    await settle(db, id, { uncertain: 'The connection broke' }, after(11))
    await wrote('And the blue one?', 14)
    await itArrived(db, opened, id, after(20))
    expect(await db.select().from(episodes).orderBy(episodes.startedAt)).toMatchObject([
      { startedAt: after(0), endedAt: after(5) },
      { startedAt: after(14), endedAt: null },
    ])
  })

  test('does not close over what its customer wrote while it was on its way', async () => {
    const { db, opened, sending, wrote } = await office()
    const id = await sending('close')
    await wrote('One more thing: where is the blue one?', 10.5)
    await settle(db, id, { sent: {} }, after(11))
    expect((await ticketOf(db, 'T1', opened.id)).closedAt).toBeNull()
    expect(await runningEpisode(db, opened)).toMatchObject({ startedAt: after(10.5) })
  })

  test('answers what had been written before, and closes over that', async () => {
    const { db, opened, sending, wrote } = await office()
    await wrote('Hello?', 9)
    await settle(db, await sending('close'), { sent: {} }, after(11))
    expect((await ticketOf(db, 'T1', opened.id)).closedAt).toEqual(after(11))
  })

  test.each<[string, Outcome]>([
    ['that it failed', { failed: 'The conversation is closed.' }],
    ['that nobody knows', { uncertain: 'The connection broke' }],
    ['once more that it arrived', { sent: { id: 'n2' } }],
  ])('has arrived, though it is said later %s', async (_, outcome) => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    const draft = { text: 'It ships', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const { id } = await reply(db, opened, { ...draft, submission: 'V1' }, grace, after(1))
    await settle(db, id, { sent: { id: 'n1' } }, after(2))
    const known = async () => [await db.select().from(messages).where(eq(messages.id, id)), await db.$count(events)]
    const before = await known()
    await settle(db, id, outcome, after(3))
    expect(await known()).toEqual(before)
  })

  async function office() {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    return {
      ...{ db, opened },
      wrote: (text: string, minutes: number) =>
        receive(db, account, anyNetwork, message({ text, at: after(minutes) }), after(minutes)),
      sending: async (next: 'close' | 'their turn', minutes = 10) => {
        const draft = {
          place: 'private',
          text: 'It ships.',
          seen: 0,
          evenIfTaken: false,
          submission: `${minutes}`,
        } as const
        const { id } = await reply(db, opened, { ...draft, next }, grace, after(minutes))
        await db
          .update(messages)
          .set({ sendingAt: after(minutes) })
          .where(eq(messages.id, id))
        return id
      },
    }
  }
})
