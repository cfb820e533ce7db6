import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { episodes, messages, tickets } from '../../src/db/schema.ts'
import { fallDue } from '../../src/jobs/fall-due.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { satisfaction } from '../../src/stats/satisfaction.ts'
import { type ClosedAs, close } from '../../src/tickets/close.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reopen } from '../../src/tickets/reopen.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import type { Ticket } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, type Company, company, message, own, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const question = 'How did we do? Answer 1 to 5.'

onEveryDatabase('how did we do', (database) => {
  async function asking(): Promise<Company & { db: Db }> {
    const { db } = database()
    const lumen = await company(db)
    await storeTeam(db, 'T1', settingsSchema.parse({ satisfaction: question }), after(-30))
    return { ...lumen, db }
  }

  async function solved(
    { db, account, grace }: Company & { db: Db },
    changes: Parameters<typeof message>[0] = {},
    as: ClosedAs = 'resolved',
    at = 10,
  ): Promise<Ticket> {
    const one = await ticket(db, account, { at: after(at - 5), ...changes })
    const draft = { text: 'It left today.', place: one.place, next: 'their turn' as const, seen: 0, evenIfTaken: false }
    const sent = await reply(db, one, { ...draft, submission: `v${one.id}` }, grace, after(at - 2))
    await settle(db, sent.id, { sent: { id: `r${one.id}` } }, after(at - 1))
    return close(db, one, as, grace, after(at))
  }

  async function tick(db: Db, minutes: number): Promise<string[]> {
    while (await fallDue(db, 'T1', after(minutes)));
    const asked = await db.select().from(messages).where(eq(messages.direction, 'question'))
    return asked.map(({ text }) => text)
  }

  const say = ({ db, account }: Company & { db: Db }, text: string, minutes: number) =>
    receive(db, account, anyNetwork, message({ text, at: after(minutes) }), after(minutes))

  test('is asked once, when a close can no longer be taken back', async () => {
    const here = await asking()
    await solved(here)
    expect(await tick(here.db, 14)).toEqual([])
    expect(await tick(here.db, 15)).toEqual([question])
    expect(await tick(here.db, 90)).toEqual([question])
  })

  test.each([
    ['a close that was taken back', {}, 'resolved'],
    ['a public comment', { place: 'public' as const }, 'resolved'],
    ['what needed no reply', {}, 'no reply needed'],
  ] as const)('is not asked after %s', async (what, changes, as) => {
    const here = await asking()
    const one = await solved(here, changes, as)
    if (what === 'a close that was taken back') await reopen(here.db, one, here.grace, after(12))
    expect(await tick(here.db, 16)).toEqual([])
  })

  test('is not asked of who was asked lately, nor where the network lets us write no more, nor a day late', async () => {
    const here = await asking()
    await solved(here)
    await tick(here.db, 15)
    await solved(here, {}, 'resolved', 60)
    await solved(
      here,
      { customer: { id: 'ken', name: 'Kenji' }, conversation: 'ken', replyUntil: after(64) },
      'resolved',
      60,
    )
    expect(await tick(here.db, 65)).toEqual([question])
    await solved(here, { customer: { id: 'tom', name: 'Tomas' }, conversation: 'tom' }, 'resolved', 70)
    expect(await tick(here.db, 75 + 25 * 60)).toEqual([question])
  })

  test('a number joins the closed ticket without a clock, and is counted; words open a ticket', async () => {
    const here = await asking()
    const one = await solved(here)
    await tick(here.db, 15)
    expect((await say(here, '4', 20))?.id).toBe(one.id)
    const [rated] = await here.db.select().from(tickets).where(eq(tickets.id, one.id))
    expect(rated).toMatchObject({ satisfaction: 4, closedAs: 'resolved', nextDueAt: null })
    const range = { from: after(0), to: after(100) }
    const scope = { workspaceId: 'T1', ranges: [range], only: {} }
    expect(await satisfaction(here.db, scope)).toEqual({ asked: 1, n: 1, mean: 4 })
    expect((await say(here, '5', 21))?.id).not.toBe(one.id)
  })

  test('a number heard of after what the customer asked next is counted all the same', async () => {
    const here = await asking()
    const one = await solved(here)
    await tick(here.db, 15)
    const next = await say(here, 'Does it come in blue?', 200)
    expect((await say(here, '4', 20))?.id).toBe(one.id)
    const stand = await here.db.select().from(tickets).orderBy(tickets.id)
    expect(stand).toMatchObject([{ satisfaction: 4 }, { id: next?.id, openedAt: after(200), satisfaction: null }])
  })

  test('an answer in words is a ticket like any other', async () => {
    const here = await asking()
    const one = await solved(here)
    await tick(here.db, 15)
    expect((await say(here, '1, nobody told me anything', 20))?.id).not.toBe(one.id)
  })

  test.each([
    ['names its moment', 15.2],
    ['names none', undefined],
  ])('an echo of the question, which was given no id and %s, answers nothing that is asked then', async (_, at) => {
    const here = await asking()
    const { db, account } = here
    await solved(here)
    await tick(db, 15)
    const [asked] = await db.select().from(messages).where(eq(messages.direction, 'question'))
    await settle(db, asked?.id ?? 0, { sent: {} }, after(15.2))
    // Written before the question, heard of after it.
    const next = await say(here, 'And where is my refund?', at ? 14.9 : 16)
    const echo = own({ id: 'e1', text: question, at: at === undefined ? undefined : after(at) })
    await hearOwn(db, account, echo, after(17))
    const turns = await db
      .select()
      .from(episodes)
      .where(eq(episodes.ticketId, next?.id ?? 0))
    expect(turns.map(({ endedAs }) => endedAs)).toEqual([null])
  })

  test('the question is no reply: it ends no turn of waiting, and its loss is told to nobody', async () => {
    const here = await asking()
    const one = await solved(here)
    await tick(here.db, 15)
    await reopen(here.db, one, here.grace, after(16))
    await say(here, 'Still nothing has come', 17)
    const [asked] = await here.db.select().from(messages).where(eq(messages.direction, 'question'))
    await settle(here.db, asked?.id ?? 0, { sent: { id: 'q1' } }, after(18))
    const turns = await here.db.select().from(episodes).where(eq(episodes.ticketId, one.id)).orderBy(episodes.id)
    expect(turns.map(({ endedAs }) => endedAs)).toEqual(['replied', null])
  })
})
