import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, episodes, messages, posts, tickets } from '../../src/db/schema.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { cardFacts } from '../../src/slack/card-facts.ts'
import { received } from '../../src/stats/received.ts'
import { close } from '../../src/tickets/close.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import type { Inbound } from '../../src/tickets/inbound.ts'
import { makeTicket } from '../../src/tickets/make-ticket.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a message that asks nothing', (database) => {
  const comment = (text: string, changes: Partial<Inbound> = {}) =>
    message({ text, place: 'public', conversation: 'post', about: { text: 'Spring mugs are back' }, ...changes })
  const take = async (incoming: Inbound, now = after(1), db = database().db) =>
    receive(db, await lumen(db), anyNetwork, incoming, now)
  const of = async (incoming: Inbound) =>
    (await database().db.select().from(messages).where(eq(messages.networkId, incoming.id)))[0]
  const all = (table: typeof tickets | typeof posts | typeof episodes) => database().db.select().from(table)

  test('is kept and counted as received, and has no ticket, no card and no clock', async () => {
    expect(await take(comment('😍'))).toBeUndefined()
    expect(await rows(database().db)).toEqual([0, 0, 0, 1])
    expect(await receivedToday(database().db)).toBe(1)
    const [account] = await database().db.select().from(accounts)
    expect(account?.lastMessageAt).toEqual(after(1))
  })

  test('is kept once, however often and at once it is delivered', async () => {
    const same = comment('😍')
    const account = await lumen(database().db)
    await Promise.all(Array.from({ length: 10 }, () => receive(database().db, account, anyNetwork, same, nine)))
    await take(same)
    expect(await rows(database().db)).toEqual([0, 0, 0, 1])
  })

  test('is a ticket where the account says quiet=off, in private, and as a review', async () => {
    await take(comment('😍', { place: 'private' }))
    await take(comment('😍', { place: 'review', conversation: 'r1', rating: 5 }))
    expect(await all(tickets)).toHaveLength(2)
    await database()
      .db.update(accounts)
      .set({ options: { quiet: 'off' } })
    await take(comment('😍'))
    expect(await all(tickets)).toHaveLength(3)
  })

  test('edited into a question it becomes a ticket, whose clock starts with the question', async () => {
    const first = comment('😍')
    await take(first)
    await edit(first.id, '😍😍', 10)
    expect(await all(tickets)).toEqual([])
    await edit(first.id, 'How much is it?', 50)
    const [ticket] = await all(tickets)
    expect(ticket).toMatchObject({ openedAt: after(50), about: { text: 'Spring mugs are back' }, channelId: 'C1' })
    expect(await all(episodes)).toMatchObject([{ startedAt: after(50), dueAt: after(110) }])
    expect(await all(posts)).toMatchObject([{ kind: 'card' }])
    expect(await receivedToday(database().db)).toBe(1)
    await edit(first.id, 'How much is it, please?', 55)
    expect(await all(tickets)).toHaveLength(1)
  })

  test('an edit that overtook it comes to the same as one that comes after it', async () => {
    const first = comment('😍')
    await lumen(database().db)
    await edit(first.id, 'How much is it?', 50)
    expect(await take(first, after(51))).toMatchObject({ openedAt: after(50) })
    expect(await all(episodes)).toMatchObject([{ startedAt: after(50), dueAt: after(110) }])
    const second = comment('How much is it?', { customer: { id: 'tomas' } })
    await edit(second.id, '😍', 50)
    expect(await take(second, after(51))).toMatchObject({ openedAt: nine })
    expect(await of(second)).toMatchObject({ text: '😍', quiet: null })
  })

  test('a delivery and its edit at the same moment never leave a question quiet', async () => {
    const account = await lumen(database().db)
    for (const customer of ['a', 'b', 'c', 'd']) {
      const first = comment('😍', { customer: { id: customer } })
      await Promise.all([
        receive(database().db, account, anyNetwork, first, after(1)),
        edit(first.id, 'How much is it?', 1),
      ])
      expect((await of(first))?.ticketId).not.toBeNull()
    }
  })

  test('deleted it is blanked, and cannot become a ticket any more', async () => {
    const { grace } = await people(database().db)
    const first = comment('😍')
    await take(first)
    await deleteMessage(
      database().db,
      await lumen(database().db),
      { is: 'deletion', account: 'shop', id: first.id },
      after(2),
    )
    const row = await of(first)
    expect(row).toMatchObject({ text: '', ticketId: null })
    await edit(first.id, 'How much is it?', 3)
    await expect(makeTicket(database().db, 'T1', row?.id ?? 0, grace, after(4))).rejects.toThrow('has deleted this')
    expect(await rows(database().db)).toEqual([0, 0, 0, 1])
  })

  test('deleted before it came it stays blank', async () => {
    const first = comment('😍')
    await deleteMessage(
      database().db,
      await lumen(database().db),
      { is: 'deletion', account: 'shop', id: first.id },
      after(1),
    )
    await take(first, after(2))
    expect(await of(first)).toMatchObject({ text: '', deletedAt: after(1) })
    expect(await all(tickets)).toEqual([])
  })

  test('what the customer asks under it is a ticket', async () => {
    await take(comment('😍'))
    expect(await take(comment('How much is it?'))).toMatchObject({ place: 'public' })
    expect(await all(tickets)).toHaveLength(1)
  })

  test('of a customer who has an open ticket there it joins that one', async () => {
    const opened = await take(comment('How much is it?'))
    const joined = await take(comment('😍', { at: after(1) }))
    expect(joined?.id).toBe(opened?.id)
  })

  test('heard of after what its customer asked later it stays quiet, and the clock counts from the question', async () => {
    await take(comment('How much is it?', { at: after(300) }), after(300))
    const first = comment('😍', { at: after(1) })
    expect(await take(first, after(301))).toBeUndefined()
    expect(await of(first)).toMatchObject({ ticketId: null })
    expect(await all(tickets)).toMatchObject([{ openedAt: after(300) }])
    expect(await all(episodes)).toMatchObject([{ startedAt: after(300) }])
    // A question from before is one all the same.
    await take(comment('Is it blue?', { at: after(200) }), after(302))
    expect(await all(tickets)).toMatchObject([{ openedAt: after(200) }])
  })

  test('an answer among friends is quiet; under a comment that waits for us it is a ticket', async () => {
    const { grace } = await people(database().db)
    const anna = comment('@tom 😂', { customer: { id: 'anna' } })
    await take(anna)
    const tom = (inReplyTo: string, text = 'yes let us get two of them') =>
      comment(text, { customer: { id: 'tom' }, inReplyTo, conversation: `post-${inReplyTo}` })
    expect(await take(tom(anna.id))).toBeUndefined()
    expect(await take(tom(anna.id, 'yes, how much?'))).toBeDefined()

    const mira = comment('Mine came broken')
    const opened = await take(mira)
    expect(await take(tom(mira.id, 'mine too'))).toBeDefined()
    if (opened) await close(database().db, opened, 'resolved', grace, after(5))
    const ana = comment('so pretty', { customer: { id: 'ana' }, inReplyTo: mira.id })
    expect(await take(ana)).toBeUndefined()
    expect(await take(comment('so pretty', { customer: { id: 'kenji' }, inReplyTo: 'unknown' }))).toBeDefined()
  })

  test('somebody makes it a ticket: the clock starts then, and the second who tries is told', async () => {
    const { grace, alan } = await people(database().db)
    const first = comment('😍', { priority: 'high' })
    await take(first)
    const id = (await of(first))?.id ?? 0
    const both = await Promise.allSettled(
      [grace, alan].map((by) => makeTicket(database().db, 'T1', id, by, after(300))),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')?.reason.message).toBe('This is a ticket already: #1001.')
    expect(await all(tickets)).toMatchObject([{ openedAt: after(300), priority: 'high' }])
    expect(await all(episodes)).toMatchObject([{ startedAt: after(300), dueAt: after(360) }])
    expect((await of(first))?.at).toEqual(nine)
  })

  test('that joins an open ticket it is seen on the card, and waits though what came after it is taken back', async () => {
    const { grace } = await people(database().db)
    const quiet = comment('@mira 😂')
    await take(quiet)
    const asked = comment('How much is it?', { at: after(1) })
    const opened = await take(asked)
    const id = (await of(quiet))?.id ?? 0
    expect((await makeTicket(database().db, 'T1', id, grace, after(5))).id).toBe(opened?.id)
    const { said } = await cardFacts(database().db, new Map([['custom', custom]]), 'T1', opened?.id ?? 0)
    expect(said.map(({ text }) => text)).toEqual(['@mira 😂', 'How much is it?'])
    expect(await all(episodes)).toMatchObject([{ startedAt: after(1) }])

    const account = await lumen(database().db)
    await deleteMessage(database().db, account, { is: 'deletion', account: 'shop', id: asked.id }, after(6))
    expect(await all(episodes)).toMatchObject([{ endedAt: null }])
    await deleteMessage(database().db, account, { is: 'deletion', account: 'shop', id: quiet.id }, after(7))
    expect(await all(episodes)).toMatchObject([{ endedAs: 'excused' }])
  })

  test('a message of another workspace, or one that never was quiet, is made no ticket', async () => {
    const { grace } = await people(database().db)
    const opened = comment('How much is it?')
    await take(opened)
    const quiet = comment('😍', { customer: { id: 'tomas' } })
    await take(quiet)
    const make = async (workspace: string, one: Inbound) =>
      makeTicket(database().db, workspace, (await of(one))?.id ?? 0, grace, after(2))
    await expect(make('T1', opened)).rejects.toThrow()
    await expect(make('T2', quiet)).rejects.toThrow()
  })

  async function edit(id: string, text: string, minute: number) {
    const edited = { is: 'edit' as const, account: 'shop', id, text, at: after(minute) }
    await editMessage(database().db, await lumen(database().db), edited, after(minute))
  }
})

/** Tickets, posts, episodes and messages. */
async function rows(db: Db) {
  return Promise.all([tickets, posts, episodes, messages].map((table) => db.$count(table)))
}

function receivedToday(db: Db) {
  return received(db, { workspaceId: 'T1', ranges: [{ from: after(-60), to: after(600) }] })
}

async function lumen(db: Db) {
  const [account] = await db.select().from(accounts)
  return account ?? (await company(db)).account
}

async function people(db: Db) {
  const { grace, alan } = await company(db)
  return { grace, alan }
}
