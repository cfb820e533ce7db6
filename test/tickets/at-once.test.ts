import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { messages, openings, posts, tickets } from '../../src/db/schema.ts'
import { asc, eq, isNotNull, isNull, sql } from '../../src/db/sql.ts'
import { close } from '../../src/tickets/close.ts'
import { sendAgain } from '../../src/tickets/decide.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { failLate } from '../../src/tickets/fail-late.ts'
import { hearOwn, InFlight } from '../../src/tickets/hear-own.ts'
import { lockTicket } from '../../src/tickets/lock-ticket.ts'
import { note } from '../../src/tickets/note.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reopen } from '../../src/tickets/reopen.ts'
import { reply } from '../../src/tickets/reply.ts'
import { type Outcome, settle } from '../../src/tickets/settle.ts'
import { share } from '../../src/tickets/share.ts'
import { snooze } from '../../src/tickets/snooze.ts'
import { type Agent, type Message, type Ticket, ticketOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, type Company, company, message, nine, own, ticket } from '../company.ts'
import { onServer, waitsForALock } from '../database.ts'

type Office = Company & { db: Db; seen: Ticket; sent: Message; doubt: Message }

onServer('at the same moment', (database) => {
  test.each<[string, (office: Office) => Promise<unknown>]>([
    [
      'an agent notes something',
      ({ db, seen, alan }) => note(db, seen, { text: 'Hm', submission: 'N' }, alan, after(3)),
    ],
    [
      'an agent shares it',
      ({ db, seen, alan }) => share(db, seen, { channelId: 'C1', word: '', submission: 'S' }, alan, after(3)),
    ],
    [
      'the customer edits their message',
      ({ db, account }) =>
        editMessage(db, account, { is: 'edit', account: 'shop', id: 'said', text: 'Where?', at: after(3) }, after(3)),
    ],
    [
      'the customer deletes their message',
      ({ db, account }) =>
        deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'said', at: after(3) }, after(3)),
    ],
    ['another photo of an album arrives', ({ db, account }) => receive(db, account, anyNetwork, photo('b'), after(3))],
    [
      'the network says that a reply did not arrive',
      ({ db, account }) =>
        failLate(db, account, { is: 'failure', account: 'shop', id: 'ours', says: 'Away.' }, after(3)),
    ],
    ['an agent sends one in doubt again', ({ db, seen, doubt, alan }) => sendAgain(db, seen, doubt.id, alan, after(3))],
  ])('a colleague snoozes a ticket while %s: it wakes all the same', async (_, act) => {
    const office = await opened(database().db)
    await during(
      office.db,
      (tx) => snooze(tx, office.seen, after(10), office.grace, after(3)),
      () => act(office),
    )
    expect((await ticketOf(office.db, 'T1', office.seen.id)).nextDueAt).toEqual(after(10))
  })

  test('a colleague reopens a ticket while its customer says thanks: its reminders come all the same', async () => {
    const { db, account, grace, seen } = await opened(database().db)
    await receive(db, account, anyNetwork, message({ at: after(3) }), after(3))
    await close(db, seen, 'no reply needed', grace, after(4))
    const thanks = message({ text: 'Thanks!', at: after(5) })
    await during(
      db,
      (tx) => reopen(tx, seen, grace, after(5)),
      () => receive(db, account, anyNetwork, thanks, after(5)),
    )
    expect(await ticketOf(db, 'T1', seen.id)).toMatchObject({ closedAt: null, nextDueAt: expect.any(Temporal.Instant) })
  })

  test('a colleague closes a ticket while its customer writes: what they write opens the next one', async () => {
    const { db, account, grace, seen } = await opened(database().db)
    const asked = message({ at: after(4) })
    await during(
      db,
      (tx) => close(tx, seen, 'no reply needed', grace, after(3)),
      () => receive(db, account, anyNetwork, asked, after(4)),
    )
    const open = await db.select({ earlierId: tickets.earlierId }).from(tickets).where(isNull(tickets.closedAt))
    expect(open).toEqual([{ earlierId: seen.id }])
  })

  test.each([
    ['before that, it answered that one all the same', 3],
    ['after that, it is of no ticket', 4.5],
  ])('a colleague closes a ticket while an answer is heard of, given %s', async (_, minutes) => {
    const { db, account, grace, seen } = await opened(database().db)
    const answer = own({ id: 'theirs', text: 'It ships today.', at: after(minutes) })
    await during(
      db,
      (tx) => close(tx, seen, 'no reply needed', grace, after(4)),
      () => hearOwn(db, account, answer, after(5)),
    )
    expect(await ticketsOf(db, 'theirs')).toEqual([minutes < 4 ? seen.id : null])
  })

  test('an answer under a post is heard of while a colleague is about another’s ticket there: it does not wait for that', async () => {
    const { db } = database()
    const { account } = await company(db)
    const under = { place: 'public', conversation: 'post' } as const
    const tomas = await ticket(db, account, { ...under, id: 'c1', customer: { id: 'tomas', name: 'Tomas' } })
    const mira = await ticket(db, account, { ...under, id: 'c2', at: after(1) })
    const answer = own({ ...under, id: 'theirs', inReplyTo: 'c2', at: after(2) })
    await whileHeld(db, tomas, (other) => hearOwn(other, account, answer, after(3)))
    expect(await ticketsOf(db, 'theirs')).toEqual([mira.id])
  })

  test.each<[string, Outcome | undefined]>([
    ['on its way', undefined],
    ['in doubt', { uncertain: 'The connection broke' }],
    ['sent without a name', { sent: {} }],
  ])(
    'a reply %s is told back beneath another’s comment while a colleague is about that one’s ticket: it does not wait for that',
    async (_, is) => {
      const { db } = database()
      const { account, grace } = await company(db)
      const under = { place: 'public', conversation: 'post' } as const
      const mira = await ticket(db, account, { ...under, id: 'c1' })
      const tomas = await ticket(db, account, { ...under, id: 'c2', customer: { id: 'tomas', name: 'Tomas' } })
      await receive(db, account, anyNetwork, message({ ...under, inReplyTo: 'c2', at: after(1) }), after(1))
      const told = await sending(db, mira, { place: 'public', text: 'On its way', submission: 'V1' }, grace, after(2))
      if (is) await settle(db, told.id, is, after(2))
      const echo = own({ ...under, id: 'ours', text: 'On its way', inReplyTo: 'c2', at: after(2) })
      await whileHeld(db, tomas, (other) => hearOwn(other, account, echo, after(3)))
      expect(await ticketsOf(db, 'ours')).toEqual([mira.id])
    },
  )

  test('a message comes twice and its ticket is closed in between: no empty ticket is opened', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const same = message()
    const take = (on: Db) => receive(on, account, anyNetwork, same, nine)
    let first: Ticket | undefined
    const opens = async (tx: Db) => {
      first = await take(tx)
    }
    await during(
      db,
      opens,
      () => take(db),
      (tx) => first && close(tx, first, 'resolved', grace, after(1)),
    )
    expect(await db.select({ id: tickets.id, closedAs: tickets.closedAs }).from(tickets)).toEqual([
      { id: first?.id, closedAs: 'resolved' },
    ])
  })

  test.each([
    ['the same message comes', { id: 'same' }],
    ['they write somewhere else', { conversation: 'else' }],
  ])(
    'a customer nobody knew writes, and %s from where more is known of them: so says the first card',
    async (_, changes) => {
      const { db } = database()
      const { account } = await company(db)
      const first = message({ id: 'same', customer: { id: 'mira' } })
      const second = message({ ...changes, customer: { id: 'mira', name: 'Mira Petrova' } })
      await during(
        db,
        (tx) => receive(tx, account, anyNetwork, first, nine),
        () => receive(db, account, anyNetwork, second, nine),
      )
      const [card] = await db.select().from(posts).where(eq(posts.subject, '1001/1'))
      expect(card?.wanted).toBe(2)
    },
  )

  test.each<[string, Outcome]>([
    ['in doubt', { uncertain: 'The connection broke' }],
    ['sent without a name', { sent: {} }],
  ])(
    'two customers beneath a comment of ours were told the same, %s, and both are told back: each is known',
    async (_, is) => {
      const { db } = database()
      const { account, grace } = await company(db)
      const post = { place: 'public', conversation: 'post' } as const
      await hearOwn(db, account, own({ ...post, id: 'ours', inReplyTo: 'post' }), nine)
      for (const id of ['anna', 'ben']) {
        const asked = await ticket(db, account, { ...post, inReplyTo: 'ours', customer: { id, name: id } })
        const told = await sending(db, asked, { place: 'public', text: 'On its way', submission: id }, grace, after(1))
        await settle(db, told.id, is, after(1))
      }
      const hears = (on: Db, id: string) =>
        hearOwn(on, account, own({ ...post, id, text: 'On its way', inReplyTo: 'ours', at: after(1) }), after(2))
      let again = false
      const isAskedAgain = (error: unknown) => {
        again = error instanceof InFlight
      }
      await during(
        db,
        (tx) => hears(tx, 'first'),
        () => hears(db, 'second').catch(isAskedAgain),
      )
      if (again) await hears(db, 'second')
      const replies = db.select({ is: messages.networkId }).from(messages).where(isNotNull(messages.queuedAt))
      expect(await replies.orderBy(asc(messages.id))).toEqual([{ is: 'first' }, { is: 'second' }])
    },
  )

  test('the same words were said twice, both in doubt, and the first is told back twice: the second stays in doubt', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const asked = await ticket(db, account, { place: 'public', conversation: 'post' })
    await db.insert(openings).values({ accountId: account.id, conversation: 'mira', ticketId: asked.id })
    for (const submission of ['V1', 'V2']) {
      const said = await sending(db, asked, { place: 'private', text: 'Are you there?', submission }, grace, after(1))
      await settle(db, said.id, { uncertain: 'The connection broke' }, after(1))
    }
    const echo = own({ id: 'ours', text: 'Are you there?', at: after(1) })
    await during(
      db,
      (tx) => hearOwn(tx, account, echo, after(2)),
      () => expect(hearOwn(db, account, echo, after(2))).rejects.toThrow(InFlight),
    )
    await hearOwn(db, account, echo, after(2))
    const replies = db.select({ id: messages.networkId, sentAt: messages.sentAt }).from(messages)
    expect(await replies.where(isNotNull(messages.queuedAt)).orderBy(asc(messages.id))).toEqual([
      { id: 'ours', sentAt: after(2) },
      { id: null, sentAt: null },
    ])
  })

  async function opened(db: Db): Promise<Office> {
    const people = await company(db)
    const seen = await ticket(db, people.account, photo('a'))
    const draft = { place: 'private', next: 'their turn', seen: 0, evenIfTaken: true } as const
    const write = (text: string) => reply(db, seen, { ...draft, text, submission: text }, people.grace, after(1))
    const [sent, doubt] = [await write('Here it is'), await write('And the rest')]
    await settle(db, sent.id, { sent: { id: 'ours' } }, after(2))
    await settle(db, doubt.id, { uncertain: 'The connection broke' }, after(2))
    return { ...people, db, seen: await ticketOf(db, 'T1', seen.id), sent, doubt }
  }
})

async function ticketsOf(db: Db, networkId: string) {
  const rows = await db.select({ id: messages.ticketId }).from(messages).where(eq(messages.networkId, networkId))
  return rows.map(({ id }) => id)
}

function photo(name: string) {
  const attachments = [{ url: `https://example.com/${name}.jpg`, type: 'image' as const }]
  return message({ id: 'said', inPieces: true, attachments })
}

/** `second` begins while `first` is done and not committed, and comes as far as it can; then comes what is left of the first. */
async function during(
  db: Db,
  first: (tx: Db) => Promise<unknown>,
  second: () => Promise<unknown>,
  left?: (tx: Db) => Promise<unknown> | undefined,
): Promise<void> {
  let begun: Promise<unknown> | undefined
  await db.transaction(async (tx) => {
    await first(tx)
    begun = second()
    await waitsForALock(db)
    await left?.(tx)
  })
  await begun
}

/** A reply that has gone to the network, of which nobody knows the end yet. */
async function sending(
  db: Db,
  to: Ticket,
  said: { place: 'public' | 'private'; text: string; submission: string },
  by: Agent,
  at: Temporal.Instant,
): Promise<Message> {
  const told = await reply(db, to, { ...said, next: 'their turn', seen: 0, evenIfTaken: true }, by, at)
  await db.update(messages).set({ sendingAt: at }).where(eq(messages.id, told.id))
  return told
}

/** It fails where it would wait for that ticket. */
async function whileHeld(db: Db, held: Ticket, run: (other: Db) => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    await lockTicket(tx, held)
    await db.transaction(async (other) => {
      await other.execute(sql`set local lock_timeout = '2s'`)
      await run(other)
    })
  })
}
