import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { episodes } from '../../src/db/schema.ts'
import { fallDue } from '../../src/jobs/fall-due.ts'
import { figures } from '../../src/stats/figures.ts'
import { close } from '../../src/tickets/close.ts'
import { failLate } from '../../src/tickets/fail-late.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reopen } from '../../src/tickets/reopen.ts'
import { type Draft, reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { ticketOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, nine, own, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a reply that was sent, and of which the network says later that it did not arrive', (database) => {
  test('its customer waits on since they wrote, with the promise of then', async () => {
    const { is, send, fail, turns } = await office(database().db)
    await send('one', 10)
    await fail('one', 12)
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
    const now = await is()
    expect([now.firstReplyAt, now.nextDueAt !== null]).toEqual([null, true])
  })

  test('what they have written since waits with it, as one turn', async () => {
    const { send, fail, hear, turns } = await office(database().db)
    await send('one', 10)
    await hear(11)
    await fail('one', 12)
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
  })

  test('another reply was sent since: that one ended the wait', async () => {
    const { is, send, fail, turns } = await office(database().db)
    await send('one', 10)
    await send('two', 11)
    await fail('one', 12)
    expect((await turns()).map(({ ended }) => ended)).toEqual(['replied'])
    expect((await is()).firstReplyAt).toEqual(after(11))
  })

  test('its first reply is then the next one that arrived, in the figures and for its promise too', async () => {
    const { is, send, fail, hear, turns, counted } = await office(database().db)
    await send('one', 10)
    await hear(30)
    await send('two', 180)
    await fail('one', 200)
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: 'replied' }])
    expect((await is()).firstReplyAt).toEqual(after(180))
    expect(await counted()).toMatchObject({
      firstReply: { n: 1, medianMs: 180 * 60_000 },
      nextReply: { n: 0 },
      withinTarget: { met: 0, missed: 1 },
    })
  })

  test('what crossed with the next reply waits on in a turn of its own', async () => {
    const { send, fail, hear, turns } = await office(database().db)
    await send('one', 10)
    await send('two', 20)
    await hear(25, 19)
    await fail('one', 30)
    expect(await turns()).toMatchObject([
      { since: nine, ended: 'replied' },
      { since: after(19), ended: null },
    ])
  })

  test.each([
    ['one', 'two'],
    ['two', 'one'],
  ])(
    'of two in a row neither arrived (first told of %s): the customer waits on, and it does not close by itself',
    async (earlier, later) => {
      const { db, is, send, fail, turns, counted } = await office(database().db)
      await send('one', 10)
      await send('two', 11)
      await fail(earlier, 12)
      await fail(later, 13)
      expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
      expect((await is()).firstReplyAt).toBeNull()
      expect((await counted()).withinTarget).toMatchObject({ met: 0, missed: 1 })
      while (await fallDue(db, 'T1', after(73 * 60)));
      expect((await is()).closedAt).toBeNull()
    },
  )

  test('neither the words arrived nor the file sent apart from them, with which the ticket was closed: it is open, and the customer waits on', async () => {
    const { db, opened, grace, is, fail, turns } = await office(database().db)
    const apart = [{ id: 'F1', name: 'invoice.pdf', filetype: 'pdf', size: 1 }]
    const draft = { text: 'Here it is.', submission: 'V1', place: 'private', seen: 0, evenIfTaken: false } as const
    const words = await reply(db, opened, { ...draft, next: 'close', attached: { apart } }, grace, after(10))
    await settle(db, words.id, { sent: { id: 'words' } }, after(10))
    await settle(db, words.id + 1, { sent: { id: 'file' } }, after(11))
    expect((await is()).closedAt).toEqual(after(11))
    await fail('words', 12)
    await fail('file', 12)
    expect(await is()).toMatchObject({ closedAt: null, firstReplyAt: null })
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
  })

  test('its echo came before its answer, and stood for it: the customer waits on all the same', async () => {
    const { db, account, opened, grace, is, fail, turns } = await office(database().db)
    const draft = { text: 'It ships.', submission: 'V1', place: 'private', seen: 0, evenIfTaken: false } as const
    const { id } = await reply(db, opened, { ...draft, next: 'their turn' }, grace, after(9))
    await hearOwn(db, account, own({ id: 'one', text: 'It ships.', at: after(10) }), after(10))
    await settle(db, id, { sent: { id: 'one' } }, after(11))
    await fail('one', 12)
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
    expect((await is()).firstReplyAt).toBeNull()
  })

  test('the ticket that it closed counts as never closed, an hour later too', async () => {
    const { is, send, fail, turns, counted } = await office(database().db)
    await send('one', 10, 'close')
    await fail('one', 80)
    expect(await is()).toMatchObject({ closedAt: null, closedAs: null, reopenedAt: null })
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
    const { reopened, waiting, overdue } = await counted()
    expect([reopened, waiting, overdue]).toEqual([0, 1, 1])
  })

  test('closed since by a colleague, the close is what ended the wait, or the next reply that arrived before it', async () => {
    const { db, opened, alan, is, send, fail, hear, turns, counted } = await office(database().db)
    await send('one', 10)
    await close(db, opened, 'resolved', alan, after(90))
    const next = await hear(100)
    await send('two', 110, 'their turn', next)
    await send('three', 190, 'close', next)
    for (const id of ['one', 'two']) await fail(id, 200)
    expect(await turns()).toEqual([
      { since: nine, due: after(60), ended: 'closed' },
      { since: after(100), due: after(160), ended: 'replied' },
    ])
    expect([(await is()).firstReplyAt, (await is(next)).firstReplyAt]).toEqual([null, after(190)])
    expect(await counted()).toMatchObject({
      firstReply: { n: 1, medianMs: 90 * 60_000 },
      withinTarget: { met: 0, missed: 2 },
    })
  })

  test('closed since, and reopened: the customer waits on since they wrote', async () => {
    const { db, opened, alan, is, send, fail, turns } = await office(database().db)
    await send('one', 10)
    await close(db, opened, 'resolved', alan, after(11))
    await fail('one', 12)
    await reopen(db, await is(), alan, after(80))
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
  })

  test('closed since by a colleague, or with the customer in another ticket by now, it stays closed', async () => {
    const { db, opened, alan, is, send, fail, hear } = await office(database().db)
    await send('one', 10)
    await close(db, opened, 'resolved', alan, after(11))
    await fail('one', 12)
    expect((await is()).closedAt).toEqual(after(11))
    const next = await hear(13)
    await send('two', 14, 'close', next)
    const third = await hear(15)
    await fail('two', 16)
    expect([(await is(next)).closedAt, (await is(third)).closedAt]).toEqual([after(14), null])
  })

  async function office(db: Db) {
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    return {
      ...{ db, account, opened, grace, alan },
      is: (which = opened) => ticketOf(db, 'T1', which.id),
      send: async (id: string, minutes: number, next: Draft['next'] = 'their turn', to = opened) => {
        const draft = { text: id, submission: id, place: 'private', seen: 0, evenIfTaken: false } as const
        const { id: written } = await reply(db, to, { ...draft, next }, grace, after(minutes))
        await settle(db, written, { sent: { id } }, after(minutes))
      },
      fail: (id: string, minutes: number) =>
        failLate(db, account, { is: 'failure', account: 'shop', id, says: 'They are away.' }, after(minutes)),
      hear: async (minutes: number, written = minutes) => {
        const heard = await receive(db, account, anyNetwork, message({ at: after(written) }), after(minutes))
        if (!heard) throw new Error('No ticket')
        return heard
      },
      counted: () => figures(db, { workspaceId: 'T1', ranges: [{ from: nine, to: after(300) }] }, after(300)),
      turns: async () =>
        (await db.select().from(episodes).orderBy(episodes.id)).map((turn) => ({
          ...{ since: turn.startedAt, due: turn.dueAt, ended: turn.endedAs },
        })),
    }
  }
})
