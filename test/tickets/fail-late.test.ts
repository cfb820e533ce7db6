import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { episodes } from '../../src/db/schema.ts'
import { figures } from '../../src/stats/figures.ts'
import { close } from '../../src/tickets/close.ts'
import { failLate } from '../../src/tickets/fail-late.ts'
import { receive } from '../../src/tickets/receive.ts'
import { type Draft, reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { ticketOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, nine, ticket } from '../company.ts'
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

  test('the ticket that it closed counts as never closed, an hour later too', async () => {
    const { db, is, send, fail, turns } = await office(database().db)
    await send('one', 10, 'close')
    await fail('one', 80)
    expect(await is()).toMatchObject({ closedAt: null, closedAs: null, reopenedAt: null })
    expect(await turns()).toEqual([{ since: nine, due: after(60), ended: null }])
    const counted = await figures(db, { workspaceId: 'T1', ranges: [{ from: nine, to: after(90) }] }, after(90))
    expect([counted.reopened, counted.waiting, counted.overdue]).toEqual([0, 1, 1])
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
      ...{ db, opened, alan },
      is: (which = opened) => ticketOf(db, 'T1', which.id),
      send: async (id: string, minutes: number, next: Draft['next'] = 'their turn', to = opened) => {
        const draft = { text: id, submission: id, place: 'private', seen: 0, evenIfTaken: false } as const
        const { id: written } = await reply(db, to, { ...draft, next }, grace, after(minutes))
        await settle(db, written, { sent: { id } }, after(minutes))
      },
      fail: (id: string, minutes: number) =>
        failLate(db, account, { is: 'failure', account: 'shop', id, says: 'They are away.' }, after(minutes)),
      hear: async (minutes: number) => {
        const heard = await receive(db, account, anyNetwork, message({ at: after(minutes) }), after(minutes))
        if (!heard) throw new Error('No ticket')
        return heard
      },
      turns: async () =>
        (await db.select().from(episodes).orderBy(episodes.id)).map((turn) => ({
          ...{ since: turn.startedAt, due: turn.dueAt, ended: turn.endedAs },
        })),
    }
  }
})
