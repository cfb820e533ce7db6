import { expect, test } from 'vitest'
import { episodes, messages } from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { figures } from '../../src/stats/figures.ts'
import { close } from '../../src/tickets/close.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { hearOwn, InFlight } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { runningEpisode, ticketOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, nine, own, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a message of our own that comes back', (database) => {
  test('two overtook the message that they answer: the first of them is the first reply', async () => {
    const { db } = database()
    const { account } = await company(db)
    for (const minutes of [4, 2]) {
      const answer = own({ id: `o${minutes}`, text: `Answer ${minutes}`, at: after(minutes) })
      await hearOwn(db, account, answer, after(5))
    }
    const { id } = await ticket(db, account, { at: after(1) })
    expect((await ticketOf(db, 'T1', id)).firstReplyAt).toEqual(after(2))
  })

  test('heard after a later one, it is what answered first, in the figures and for the promise too', async () => {
    const { db, account, opened } = await office()
    const hear = (minutes: number) => receive(db, account, anyNetwork, message({ at: after(minutes) }), after(95))
    await hear(30)
    await hearOwn(db, account, own({ id: 'o2', text: 'And it is blue.', at: after(90) }), after(95))
    await hear(95)
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships today.', at: after(5) }), after(96))
    const turns = await db.select().from(episodes).orderBy(episodes.startedAt)
    expect(turns).toMatchObject([
      { metric: 'first reply', startedAt: nine, dueAt: after(60), endedAt: after(5), endedAs: 'replied' },
      { metric: 'next reply', startedAt: after(30), dueAt: after(90), endedAt: after(90), endedAs: 'replied' },
      { metric: 'next reply', startedAt: after(95), endedAt: null },
    ])
    expect((await ticketOf(db, 'T1', opened.id)).firstReplyAt).toEqual(after(5))
    const range = { from: nine, to: after(120) }
    expect(await figures(db, { workspaceId: 'T1', ranges: [range] }, after(120))).toMatchObject({
      firstReply: { n: 1, medianMs: 5 * 60_000 },
      nextReply: { n: 1, medianMs: 60 * 60_000 },
      withinTarget: { met: 2, missed: 0 },
    })
  })

  test('heard after a reply of ours, before which the customer wrote no more, it leaves no second turn', async () => {
    const { db, account, opened, send } = await office()
    await send('Sent.', 90)
    await receive(db, account, anyNetwork, message({ at: after(95) }), after(95))
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships today.', at: after(5) }), after(96))
    const turns = await db.select().from(episodes).where(eq(episodes.ticketId, opened.id)).orderBy(episodes.startedAt)
    expect(turns).toMatchObject([
      { startedAt: nine, endedAt: after(5), endedAs: 'replied', agentId: null },
      { startedAt: after(95), endedAt: null },
    ])
  })

  test('heard after what crossed with a reply of ours, it ends what waits', async () => {
    const { db, account, opened, send } = await office()
    await send('Sent.', 10)
    await receive(db, account, anyNetwork, message({ at: after(8) }), after(11))
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships today.', at: after(9) }), after(12))
    expect(await runningEpisode(db, opened)).toBeUndefined()
  })

  test('overtaken by its edit it ends the turn all the same, once, in its newer words', async () => {
    const { db, account, opened } = await office()
    const edit = { is: 'edit', account: 'shop', id: 'o1', text: 'It ships today.', at: after(3) } as const
    await editMessage(db, account, edit, after(3))
    const answer = own({ id: 'o1', text: 'It ships', at: after(2) })
    for (const again of [3, 4]) await hearOwn(db, account, answer, after(again))
    expect(await runningEpisode(db, opened)).toBeUndefined()
    expect(await ours()).toMatchObject([{ networkId: 'o1', ticketId: opened.id, text: 'It ships today.' }])
  })

  test('overtaken by its deletion it ends no turn', async () => {
    const { db, account, opened } = await office()
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'o1', at: after(3) }, after(3))
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships', at: after(2) }), after(3))
    expect(await runningEpisode(db, opened)).toBeDefined()
    expect(await ours()).toMatchObject([{ ticketId: null, text: '' }])
  })

  test('overtaken by its edit it still settles a reply in doubt, and is no second answer', async () => {
    const { db, account, doubt } = await office()
    await doubt('It ships')
    const edit = { is: 'edit', account: 'shop', id: 'o1', text: 'It ships today.', at: after(3) } as const
    await editMessage(db, account, edit, after(3))
    const echo = own({ id: 'o1', text: 'It ships', at: after(2) })
    for (const again of [3, 4]) await hearOwn(db, account, echo, after(again))
    expect(await ours()).toMatchObject([{ networkId: 'o1', uncertainAt: null, text: 'It ships today.' }])
  })

  test('of a reply whose edit came before its answer, is that one reply', async () => {
    const { db, account, grace, opened } = await office()
    const draft = { text: 'It ships', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const { id } = await reply(db, opened, { ...draft, submission: 'V1' }, grace, after(1))
    const edit = { is: 'edit', account: 'shop', id: 'o1', text: 'It ships today.', at: after(2) } as const
    await editMessage(db, account, edit, after(2))
    await settle(db, id, { sent: { id: 'o1' } }, after(2))
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships today.', at: after(2) }), after(3))
    expect(await db.select().from(messages).where(eq(messages.networkId, 'o1'))).toMatchObject([{ id }])
    expect(await ours()).toMatchObject([{ text: 'It ships today.', editedAt: after(2) }])
  })

  test('of a reply that was taken back before its answer, or before its echo, says so', async () => {
    const { db, account, grace, opened } = await office()
    const draft = { text: 'It ships', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const takenBack = (id: string) =>
      deleteMessage(db, account, { is: 'deletion', account: 'shop', id, at: after(2) }, after(2))
    const { id } = await reply(db, opened, { ...draft, submission: 'V1' }, grace, after(1))
    await takenBack('o1')
    await settle(db, id, { sent: { id: 'o1' } }, after(2))
    const late = await reply(db, opened, { ...draft, submission: 'V2', text: 'Tomorrow' }, grace, after(3))
    await settle(db, late.id, { sent: {} }, after(4))
    await takenBack('o2')
    await hearOwn(db, account, own({ id: 'o2', text: 'Tomorrow', at: after(4) }), after(5))
    expect((await ours()).toSorted((a, b) => a.id - b.id)).toMatchObject([
      { id, networkId: 'o1', text: '', deletedAt: after(2) },
      { id: late.id, networkId: 'o2', text: '', deletedAt: after(2) },
    ])
  })

  test('is the reply that its network took without an id, and the same words much later are another', async () => {
    const { db, account, grace, opened } = await office()
    const draft = { text: 'It ships.', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const { id } = await reply(db, opened, { ...draft, submission: 'V1' }, grace, after(1))
    await settle(db, id, { sent: {} }, after(2))
    await hearOwn(db, account, own({ id: 'o2', text: 'It ships.', at: after(30) }), after(31))
    await hearOwn(db, account, own({ id: 'o1', text: 'It  ships.', at: after(2) }), after(32))
    expect(await ours()).toMatchObject([{ id, networkId: 'o1' }, { networkId: 'o2' }])
  })

  test('is the reply without an id that also closed its ticket, and answers nothing that its customer wrote meanwhile', async () => {
    const { db, account, grace, opened } = await office()
    const draft = { text: 'It ships.', place: 'private', next: 'close', seen: 0, evenIfTaken: false } as const
    const { id } = await reply(db, opened, { ...draft, submission: 'V1' }, grace, after(1))
    await settle(db, id, { sent: {} }, after(5))
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships.', at: after(5) }), after(6))
    expect(await ours()).toMatchObject([{ id, networkId: 'o1' }])
    const anew = await ticket(db, account, { text: 'And where is the other one?', at: after(4) })
    expect(anew.id).not.toBe(opened.id)
    expect(await runningEpisode(db, anew)).toBeDefined()
  })

  test('in other words than the reply that is on its way, is asked for again once that is settled', async () => {
    const { db, account, grace, opened } = await office()
    const draft = { text: 'It ships', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const { id } = await reply(db, opened, { ...draft, submission: 'V1' }, grace, after(1))
    await db
      .update(messages)
      .set({ sendingAt: after(1) })
      .where(eq(messages.id, id))
    const echo = own({ id: 'o1', text: 'It ships (translated)', at: after(2) })
    await expect(hearOwn(db, account, echo, after(2))).rejects.toThrow(InFlight)
    expect(await ours()).toMatchObject([{ id, sentAt: null }])
    expect(await runningEpisode(db, opened)).toBeDefined()
  })

  test('settles a reply in doubt though its ticket has been closed, and answers nothing else there', async () => {
    const { db, account, grace, opened, doubt } = await office()
    await doubt('It ships')
    await close(db, opened, 'resolved', grace, after(3))
    await hearOwn(db, account, own({ id: 'o1', text: 'Something else', at: after(3.5) }), after(4))
    await hearOwn(db, account, own({ id: 'o2', text: 'It ships', at: after(2) }), after(4))
    expect((await ours()).toSorted((a, b) => a.id - b.id)).toMatchObject([
      { networkId: 'o2', uncertainAt: null, ticketId: opened.id },
      { networkId: 'o1', ticketId: null },
    ])
  })

  test('under a post settles the doubt of the customer whom it answers, when all their tickets are closed', async () => {
    const { db, account, grace } = await office()
    const customers = ['mira', 'tomas']
    for (const id of customers) {
      const asked = await ticket(db, account, {
        id: `c-${id}`,
        place: 'public',
        conversation: 'post',
        customer: { id },
      })
      const draft = { place: 'public', next: 'their turn', seen: 0, evenIfTaken: false, submission: id } as const
      const queued = await reply(db, asked, { ...draft, text: 'Please write to us.' }, grace, after(1))
      await db
        .update(messages)
        .set({ sendingAt: after(1) })
        .where(eq(messages.id, queued.id))
      await settle(db, queued.id, { uncertain: 'The connection broke' }, after(2))
      await close(db, asked, 'resolved', grace, after(3))
    }
    const echo = { place: 'public', conversation: 'post', text: 'Please write to us.', at: after(2) } as const
    await hearOwn(db, account, own({ ...echo, id: 'o1', inReplyTo: 'c-tomas' }), after(4))
    expect((await ours()).toSorted((a, b) => a.id - b.id)).toMatchObject([{ networkId: null }, { networkId: 'o1' }])
  })

  const ours = () =>
    database().db.select().from(messages).where(eq(messages.direction, 'outbound')).orderBy(messages.id)

  async function office() {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    const draft = { place: 'private', next: 'their turn', seen: 0, evenIfTaken: false, submission: 'V1' } as const
    return {
      ...{ db, account, grace, opened },
      send: async (text: string, minutes: number) => {
        const { id } = await reply(db, opened, { ...draft, text }, grace, after(minutes))
        await settle(db, id, { sent: { id: 'sent' } }, after(minutes))
      },
      doubt: async (text: string) => {
        const { id } = await reply(db, opened, { ...draft, text }, grace, after(1))
        await db
          .update(messages)
          .set({ sendingAt: after(1) })
          .where(eq(messages.id, id))
        await settle(db, id, { uncertain: 'The connection broke' }, after(2))
      },
    }
  }
})
