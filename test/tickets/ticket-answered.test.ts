import { expect, test } from 'vitest'
import { episodes, messages } from '../../src/db/schema.ts'
import { eq, isNull } from '../../src/db/sql.ts'
import type { IncomingMessage } from '../../src/networks/network.ts'
import { close } from '../../src/tickets/close.ts'
import { hearOwn, InFlight } from '../../src/tickets/hear-own.ts'
import type { Inbound } from '../../src/tickets/inbound.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { type Outcome, settle } from '../../src/tickets/settle.ts'
import { type AccountRow, runningEpisode, type Ticket, ticketOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, own, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('whose ticket an answer belongs to', (database) => {
  test('under the first comment, where the network shows two levels, a reply to the one below is not an answer to that', async () => {
    const { db, account, mira, tomas, sending } = await post()
    const id = await sending(tomas, 'It ships today.')
    await hearOwn(db, account, echo({ text: 'It ships today.' }), after(4))
    expect(await runningEpisode(db, mira)).toBeDefined()
    expect(await runningEpisode(db, tomas)).toBeUndefined()
    await settle(db, id, { sent: { id: 'o1' } }, after(5))
    expect(await ours()).toMatchObject([{ id, ticketId: tomas.id, networkId: 'o1' }])
  })

  test.each(['c1 c2 a', 'c1 a c2', 'a c1 c2'])(
    'given under a comment that asked nothing, beneath which its customer asked, it is theirs (heard: %s)',
    async (order) => {
      const { db } = database()
      const { account } = await company(db)
      const hear = {
        c1: () => comment(account, 'c1', { text: '😍😍', at: after(1) }),
        c2: () => comment(account, 'c2', { inReplyTo: 'c1', at: after(2) }),
        a: () => hearOwn(db, account, echo({ id: 'a', inReplyTo: 'c1', at: after(3) }), after(4)),
      }
      for (const one of order.split(' ')) await hear[one as keyof typeof hear]()
      expect(await db.select().from(episodes)).toMatchObject([{ startedAt: after(2), endedAt: after(3) }])
    },
  )

  test('given under a comment that asked nothing, and the ticket of who asked beneath it is closed since, it answered that', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await comment(account, 'c1', { text: '😍😍', at: after(1) })
    const asked = await comment(account, 'c2', { inReplyTo: 'c1', at: after(2) })
    if (!asked) throw new Error('No ticket was opened')
    await close(db, asked, 'resolved', grace, after(10))
    await hearOwn(db, account, echo({ id: 'a1', inReplyTo: 'c1', at: after(3) }), after(11))
    await hearOwn(db, account, echo({ id: 'a2', inReplyTo: 'c1', at: after(10.5) }), after(11))
    expect(await ours()).toMatchObject([{ ticketId: asked.id, sentAt: after(3) }, { ticketId: null }])
    expect(await db.select().from(episodes)).toMatchObject([{ endedAs: 'replied', endedAt: after(3) }])
  })

  test('given under a comment of a ticket that is closed, beneath which its customer asked anew, it is that of the new one', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const before = await comment(account, 'c1', { at: after(1) })
    if (!before) throw new Error('No ticket was opened')
    await close(db, before, 'resolved', grace, after(2))
    const anew = await comment(account, 'c2', { inReplyTo: 'c1', at: after(10) })
    await hearOwn(db, account, echo({ id: 'a', inReplyTo: 'c1', at: after(12) }), after(12))
    expect(await ours()).toMatchObject([{ ticketId: anew?.id }])
  })

  test('given under a comment of ours it is that of who alone asked beneath it, and of nobody where two did', async () => {
    const { db } = database()
    const { account } = await company(db)
    await hearOwn(db, account, echo({ id: 'c1', inReplyTo: undefined, at: after(1) }), after(1))
    const mira = await comment(account, 'c2', { inReplyTo: 'c1', at: after(2) })
    await hearOwn(db, account, echo({ id: 'a1', inReplyTo: 'c1', at: after(3) }), after(3))
    await comment(account, 'c3', { inReplyTo: 'c1', at: after(4), customer: { id: 'tomas', name: 'Tomas' } })
    await hearOwn(db, account, echo({ id: 'a2', inReplyTo: 'c1', at: after(5) }), after(5))
    expect(await ours()).toMatchObject([{ ticketId: null }, { ticketId: mira?.id }, { ticketId: null }])
  })

  test.each<[string, string | undefined]>([
    ['a comment of ours', undefined],
    ['a comment of their own', 'mira'],
  ])('given under %s, and the ticket of another who asked there is closed since, it may be to that', async (_, by) => {
    const { db } = database()
    const { account, grace } = await company(db)
    if (by) await comment(account, 'c1', { text: '😍😍', at: after(1) })
    else await hearOwn(db, account, echo({ id: 'c1', inReplyTo: undefined, at: after(1) }), after(1))
    await comment(account, 'c2', { inReplyTo: 'c1', at: after(2) })
    const toms = await comment(account, 'c3', {
      inReplyTo: 'c1',
      at: after(3),
      customer: { id: 'tomas', name: 'Tomas' },
    })
    if (!toms) throw new Error('No ticket was opened')
    await close(db, toms, 'resolved', grace, after(6))
    await hearOwn(db, account, echo({ id: 'a', inReplyTo: 'c1', at: after(5) }), after(7))
    const running = await db.select().from(episodes).where(isNull(episodes.endedAt))
    expect(running).toMatchObject([{ startedAt: after(2) }])
  })

  test('given under somebody else’s comment that asked nothing, it may be to that, and ends nobody’s wait', async () => {
    const { db } = database()
    const { account } = await company(db)
    await comment(account, 'c1', { text: '😍😍', at: after(1), customer: { id: 'tomas', name: 'Tomas' } })
    await comment(account, 'c2', { inReplyTo: 'c1', at: after(2) })
    await hearOwn(db, account, echo({ id: 'a', inReplyTo: 'c1', at: after(3) }), after(3))
    expect(await ours()).toMatchObject([{ ticketId: null }])
  })

  test('said to both in the same words, it waits for the answers to the sends', async () => {
    const { db, account, mira, tomas, sending } = await post()
    const ids = [await sending(mira, 'Thanks!'), await sending(tomas, 'Thanks!')]
    const heard = () => hearOwn(db, account, echo({ text: 'Thanks!' }), after(4))
    await expect(heard()).rejects.toThrow(InFlight)
    await settle(db, ids[1] ?? 0, { sent: { id: 'o1' } }, after(4))
    await heard()
    expect(await runningEpisode(db, mira)).toBeDefined()
  })

  test.each<[string, Outcome, Outcome]>([
    ['both in doubt', inDoubt, inDoubt],
    ['both sent without a name', unnamed, unnamed],
    ['the one sent without a name, the other in doubt', unnamed, inDoubt],
  ])(
    'said to two in the same words, %s, it is the one of whom it was said to there, though the comment above is the other’s',
    async (_, toTomas, toMira) => {
      const { db, account, mira, tomas, sending } = await post()
      await comment(account, 'c3', { at: after(1), customer: { id: 'noor', name: 'Noor' } })
      await comment(account, 'c4', { inReplyTo: 'c3', at: after(1.5) })
      await settle(db, await sending(tomas, 'Thanks!'), toTomas, after(3))
      await settle(db, await sending(mira, 'Thanks!'), toMira, after(3))
      await hearOwn(db, account, echo({ id: 'o1', text: 'Thanks!' }), after(4))
      await hearOwn(db, account, echo({ id: 'o2', inReplyTo: 'c3', text: 'Thanks!' }), after(4))
      expect(await ours()).toMatchObject([
        { ticketId: tomas.id, networkId: 'o1' },
        { ticketId: mira.id, networkId: 'o2' },
      ])
    },
  )

  test('in doubt here and in a ticket closed before, it is the one of the open ticket', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const draft = { text: 'It ships', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const inDoubt = async (minutes: number) => {
      const opened = await ticket(db, account, { at: after(minutes) })
      const { id } = await reply(db, opened, { ...draft, submission: `V${minutes}` }, grace, after(minutes))
      await db
        .update(messages)
        .set({ sendingAt: after(minutes) })
        .where(eq(messages.id, id))
      await settle(db, id, { uncertain: 'The connection broke' }, after(minutes))
      return opened
    }
    await close(db, await inDoubt(1), 'resolved', grace, after(2))
    await inDoubt(2000)
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships', at: after(2000) }), after(2001))
    expect(await ours()).toMatchObject([{ networkId: null }, { networkId: 'o1' }])
  })

  test('taken for an answer to somebody else until its own answer came, it leaves them waiting as before', async () => {
    const { db, account, mira, tomas, sending } = await post()
    const waited = await runningEpisode(db, mira)
    const id = await sending(tomas, 'It ships today.')
    await settle(db, id, { uncertain: 'The connection broke' }, after(3))
    await hearOwn(db, account, echo({ text: 'It ships today, with the network’s own words.' }), after(4))
    expect((await ticketOf(db, 'T1', mira.id)).firstReplyAt).toEqual(after(2))
    await settle(db, id, { sent: { id: 'o1' } }, after(5))
    expect(await runningEpisode(db, mira)).toEqual(waited)
    expect((await ticketOf(db, 'T1', mira.id)).firstReplyAt).toBeNull()
    expect(await runningEpisode(db, tomas)).toBeUndefined()
  })

  test('of several under a review it is the newest that was open then, in whatever order they were heard of', async () => {
    const { db } = database()
    const { account } = await company(db)
    const under = { place: 'review', conversation: 'review' } as const
    const remark = await ticket(db, account, { ...under, id: 'r2', at: after(9), customer: { id: 'tomas' } })
    const review = await ticket(db, account, { ...under, id: 'r1', at: after(1) })
    await hearOwn(db, account, own({ ...under, id: 'o1', text: 'Sorry!', at: after(5) }), after(10))
    await hearOwn(db, account, own({ ...under, id: 'o2', text: 'You as well!', at: after(9.5) }), after(10))
    expect(await ours()).toMatchObject([{ ticketId: review.id }, { ticketId: remark.id }])
  })

  test('heard of after the close, it answered the ticket that was open when it was said', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account, { at: after(1) })
    await close(db, opened, 'resolved', grace, after(10))
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships.', at: after(3) }), after(11))
    await hearOwn(db, account, own({ id: 'o2', text: 'Have a nice day.', at: after(10.5) }), after(11))
    expect(await ours()).toMatchObject([{ ticketId: opened.id, sentAt: after(3) }, { ticketId: null }])
    expect((await ticketOf(db, 'T1', opened.id)).firstReplyAt).toEqual(after(3))
    expect(await db.select().from(episodes)).toMatchObject([{ endedAs: 'replied', endedAt: after(3) }])
  })

  function comment(account: AccountRow, id: string, changes: Partial<Inbound>) {
    return receive(database().db, account, anyNetwork, message({ ...under, id, ...changes }), after(20))
  }

  const ours = () =>
    database().db.select().from(messages).where(eq(messages.direction, 'outbound')).orderBy(messages.id)

  /** Mira comments, and Tomas below her; what is told back stands under the first comment. */
  async function post() {
    const { db } = database()
    const { account, grace } = await company(db)
    const mira = await ticket(db, account, { ...under, id: 'c1', at: after(0) })
    const tomas = await ticket(db, account, {
      ...under,
      id: 'c2',
      inReplyTo: 'c1',
      customer: { id: 'tomas' },
      at: after(1),
    })
    const sending = async (to: Ticket, text: string) => {
      const draft = { place: 'public', next: 'their turn', seen: 0, evenIfTaken: false } as const
      const { id } = await reply(db, to, { ...draft, text, submission: `${to.id}` }, grace, after(2))
      await db
        .update(messages)
        .set({ sendingAt: after(2) })
        .where(eq(messages.id, id))
      return id
    }
    return { db, account, grace, mira, tomas, sending }
  }
})

const under = { place: 'public', conversation: 'post' } as const
const inDoubt: Outcome = { uncertain: 'The connection broke' }
const unnamed: Outcome = { sent: {} }

function echo(changes: Partial<IncomingMessage>) {
  return own({ ...under, id: 'o1', inReplyTo: 'c1', at: after(2), ...changes })
}
