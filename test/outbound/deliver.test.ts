import { eq, isNotNull, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, episodes, messages, posts } from '../../src/db/schema.ts'
import { networkNamed } from '../../src/networks/index.ts'
import { type Network, NetworkError, type OutgoingReply, type Sent } from '../../src/networks/network.ts'
import { afterCrash, type Deliver, deliver } from '../../src/outbound/deliver.ts'
import { abandoned } from '../../src/outbound/queue.ts'
import { itArrived, sendAgain } from '../../src/tickets/decide.ts'
import { failLate } from '../../src/tickets/fail-late.ts'
import { hearOwn, InFlight } from '../../src/tickets/hear-own.ts'
import { Refusal } from '../../src/tickets/refusal.ts'
import { reply } from '../../src/tickets/reply.ts'
import { type Agent, type Ticket, ticketOf } from '../../src/tickets/ticket.ts'
import { after, company, own, ticket } from '../company.ts'
import { onEveryDatabase, onServer } from '../database.ts'

onEveryDatabase('a queued reply', (database) => {
  test('is sent once, stops the clock, and stands on the card', async () => {
    const desk = await office(database().db, async () => ({ id: 'n1', url: 'https://example.com/n1' }))
    await desk.write('It left this morning.')
    await desk.send(3)
    expect(desk.heard.map(({ text }) => text)).toEqual(['It left this morning.'])
    expect(await desk.reply()).toMatchObject({ sentAt: after(3), networkId: 'n1', failure: null })
    const [episode] = await database().db.select().from(episodes)
    expect(episode).toMatchObject({ endedAs: 'replied', endedAt: after(3), agentId: desk.grace.id })
    expect((await desk.ticket()).firstReplyAt).toEqual(after(3))
  })

  test.each([
    ['a character that PostgreSQL refuses', 'n\0'],
    ['more than it indexes', Array.from({ length: 500 }, () => crypto.randomUUID()).join('')],
  ])('has arrived, also where its network calls it by %s', async (_, id) => {
    const desk = await office(database().db, async () => ({ id }))
    await desk.write('It left this morning.')
    await desk.send(3)
    expect(await desk.reply()).toMatchObject({ sentAt: after(3), networkId: null })
  })

  test('the same modal submitted twice is one reply', async () => {
    const desk = await office(database().db, async () => ({}))
    await Promise.all([desk.write('Once', { submission: 'V1' }), desk.write('Once', { submission: 'V1' })])
    await desk.send(3)
    expect(desk.heard).toHaveLength(1)
  })

  test('a modal whose answer was lost is submitted again with other words: the first are sent, and the agent is told', async () => {
    const desk = await office(database().db, async () => ({}))
    await desk.write('It left today', { submission: 'V1' })
    await expect(desk.write('It left yesterday', { submission: 'V1' })).rejects.toThrow('has been sent already')
    await desk.send(3)
    await expect(desk.write('It left yesterday', { submission: 'V1' })).rejects.toThrow(Refusal)
    expect(desk.heard.map(({ text }) => text)).toEqual(['It left today'])
  })

  test('refused for good: the card says why, the clock runs on, and the text is still there', async () => {
    const desk = await office(database().db, async () => {
      throw new NetworkError('The conversation is closed. Ask Mira to write again.', { permanent: true })
    })
    await desk.write('Hello')
    await desk.send(3)
    expect(await desk.reply()).toMatchObject({
      failedAt: after(3),
      sentAt: null,
      text: 'Hello',
      failure: 'The conversation is closed. Ask Mira to write again.',
    })
    const [episode] = await database().db.select().from(episodes)
    expect(episode?.endedAt).toBeNull()
    await desk.send(60)
    expect(desk.heard).toHaveLength(1)
  })

  test('not now: it waits as long as the network says, and then goes', async () => {
    let tries = 0
    const desk = await office(database().db, async () => {
      tries += 1
      if (tries === 1) throw new NetworkError('Slow down', { retryAfter: Temporal.Duration.from({ minutes: 4 }) })
      return {}
    })
    await desk.write('Hello')
    await desk.send(3)
    await desk.send(6)
    expect(tries).toBe(1)
    await desk.send(8)
    expect(await desk.reply()).toMatchObject({ sentAt: after(8) })
  })

  test('the answer is lost and the network cannot be asked: a person decides, and it is never sent by itself', async () => {
    const desk = await office(database().db, async () => {
      throw new NetworkError('The connection broke', { uncertain: true })
    })
    await desk.write('Hello')
    await desk.send(3)
    await desk.send(60)
    expect(desk.heard).toHaveLength(1)
    expect(await desk.reply()).toMatchObject({ uncertainAt: after(3), sentAt: null, failedAt: null })
  })

  test.each([
    ['It Arrived', 1],
    ['Send Again', 2],
  ])('%s settles a doubt', async (button, sends) => {
    let tries = 0
    const desk = await office(database().db, async () => {
      tries += 1
      if (tries === 1) throw new NetworkError('The connection broke', { uncertain: true })
      return {}
    })
    await desk.write('Hello')
    await desk.send(3)
    const { id } = await desk.reply()
    if (button === 'It Arrived') await itArrived(database().db, desk.opened, id, after(5))
    else await sendAgain(database().db, desk.opened, id, desk.grace, after(5))
    await desk.send(6)
    expect(desk.heard).toHaveLength(sends)
    expect((await desk.reply()).sentAt).not.toBeNull()
    await expect(itArrived(database().db, desk.opened, id, after(7))).rejects.toThrow('settled already')
  })

  test.each<[string, Sent | 'absent', number]>([
    ['is there', { id: 'n7' }, 1],
    ['is not there', 'absent', 2],
  ])('the answer is lost and the network says it %s', async (_, found, sends) => {
    let tries = 0
    const desk = await office(
      database().db,
      async () => {
        tries += 1
        if (tries === 1) throw new NetworkError('The connection broke', { uncertain: true })
        return { id: 'n7' }
      },
      { find: async () => found },
    )
    await desk.write('Hello')
    await desk.send(3)
    await database().db.update(messages).set({ sendingAt: sql`sending_at - interval '30 seconds'` })
    for (const minutes of [60, 61]) await desk.send(minutes)
    expect(desk.heard).toHaveLength(sends)
    expect(await desk.reply()).toMatchObject({ networkId: 'n7', failedAt: null })
  })

  test('a network that knows our key again is asked for 10 minutes under the same key; then a person decides', async () => {
    const desk = await office(
      database().db,
      async () => {
        throw new NetworkError('No answer', { uncertain: true })
      },
      { idempotent: { for: Temporal.Duration.from({ minutes: 10 }) } },
    )
    await desk.write('Hello')
    for (const minutes of [3, 4, 5, 6, 8, 9]) await desk.send(minutes)
    expect(new Set(desk.heard.map(({ key }) => key)).size).toBe(1)
    expect(desk.heard.length).toBeGreaterThan(2)
    expect((await desk.reply()).uncertainAt).toBeNull()
    await desk.send(13)
    await desk.send(20)
    expect((await desk.reply()).uncertainAt).not.toBeNull()
  })

  test('replies of one ticket go in the order they were written, also when the first must wait', async () => {
    let tries = 0
    const desk = await office(database().db, async () => {
      tries += 1
      if (tries === 1) throw new NetworkError('Slow down', { retryAfter: Temporal.Duration.from({ minutes: 1 }) })
      return {}
    })
    await desk.write('First')
    await desk.write('Second')
    await desk.send(3)
    await desk.send(5)
    expect(desk.heard.map(({ text }) => text)).toEqual(['First', 'First', 'Second'])
  })

  test('a reply in doubt holds up none of those after it', async () => {
    const desk = await office(database().db, async ({ text }) => {
      if (text === 'First') throw new NetworkError('The connection broke', { uncertain: true })
      return {}
    })
    await desk.write('First')
    await desk.write('Second')
    await desk.send(3)
    expect(desk.heard.map(({ text }) => text)).toEqual(['First', 'Second'])
    const settled = await database().db.select().from(messages).where(isNotNull(messages.queuedAt)).orderBy(messages.id)
    expect(settled).toMatchObject([
      { uncertainAt: after(3), sentAt: null },
      { uncertainAt: null, sentAt: after(3) },
    ])
  })

  test('Done, close closes once the reply is delivered, and not when it is refused', async () => {
    const desk = await office(database().db, async (sent) => {
      if (sent.text === 'Refused') throw new NetworkError('No', { permanent: true })
      return {}
    })
    await desk.write('Refused', { next: 'close' })
    await desk.send(3)
    expect((await desk.ticket()).closedAt).toBeNull()
    await desk.write('Taken', { next: 'close' })
    await desk.send(4)
    expect(await desk.ticket()).toMatchObject({ closedAt: after(4), closedAs: 'resolved' })
  })

  test('a process that died while sending leaves a doubt, not a second send', async () => {
    const desk = await office(database().db, () => new Promise(() => {}))
    await desk.write('Hello')
    void deliver(desk.deps(3))
    await expect.poll(() => desk.heard.length).toBe(1)
    for (const queued of await abandoned(database().db, 'T1', true)) await afterCrash(desk.deps(4), queued)
    expect(await desk.reply()).toMatchObject({ uncertainAt: after(4), sentAt: null })
  })

  test('our own message coming back settles a doubt, and is no second answer', async () => {
    const desk = await office(database().db, async () => {
      throw new NetworkError('The connection broke', { uncertain: true })
    })
    await desk.write('It left this  morning.')
    await desk.send(3)
    const echo = own({ id: 'e1', text: 'It left this morning.', at: after(3) })
    await hearOwn(database().db, desk.account, echo, after(4))
    expect(await desk.reply()).toMatchObject({ networkId: 'e1', sentAt: after(4), uncertainAt: null })
    expect(await database().db.select().from(messages).where(eq(messages.direction, 'outbound'))).toHaveLength(1)
  })

  test('a network names what the customer wrote, or one id for everything: the reply is sent, and nothing is lost', async () => {
    const { db } = database()
    const desk = await office(db, async () => ({ id: 'm-1' }))
    await db.update(messages).set({ networkId: 'm-1' }).where(eq(messages.direction, 'inbound'))
    await desk.write('First')
    await desk.send(3)
    await db.update(messages).set({ networkId: 'm-0' }).where(eq(messages.direction, 'inbound'))
    for (const text of ['Second', 'Third']) await desk.write(text)
    await desk.send(4)
    const all = await db.select().from(messages).orderBy(messages.id)
    expect(all.map(({ direction, networkId }) => `${direction} ${networkId}`)).toEqual([
      'inbound m-0',
      'outbound null',
      'outbound m-1',
      'outbound null',
    ])
    expect(all.slice(1).every(({ sentAt }) => sentAt !== null)).toBe(true)
  })

  test('two replies in the same words, the second in doubt: what is found is the first, and a person decides', async () => {
    const { db } = database()
    let tries = 0
    const send = async () => {
      tries += 1
      if (tries === 2) throw new NetworkError('The connection broke', { uncertain: true })
      return { id: 'n1' }
    }
    const desk = await office(db, send, { find: async () => ({ id: 'n1' }) })
    for (const submission of ['V1', 'V2']) await desk.write('Thank you!', { submission })
    await desk.send(3)
    const ours = await db.select().from(messages).where(eq(messages.direction, 'outbound')).orderBy(messages.id)
    expect(ours).toMatchObject([
      { networkId: 'n1', sentAt: after(3) },
      { networkId: null, sentAt: null, uncertainAt: after(3) },
    ])
  })

  test('the network says that it did not arrive before its own answer has come: that is heard once it has', async () => {
    const { db } = database()
    const answered = Promise.withResolvers<Sent>()
    const desk = await office(db, () => answered.promise)
    const failure = { is: 'failure', account: 'shop', id: 'n1', says: 'They cannot be reached.' } as const
    await desk.write('Hello')
    const sending = desk.send(3)
    await expect.poll(() => desk.heard.length).toBe(1)
    await expect(failLate(db, desk.account, failure, after(4))).rejects.toThrow(InFlight)
    const before = (await desk.reply()).sendingAt?.subtract({ minutes: 1 })
    await failLate(db, desk.account, { ...failure, at: before }, after(4))
    answered.resolve({ id: 'n1' })
    await sending
    await failLate(db, desk.account, { ...failure, id: 'of another tool' }, after(5))
    await failLate(db, desk.account, failure, after(5))
    expect(await desk.reply()).toMatchObject({ sentAt: null, failedAt: after(5), failure: failure.says })
  })

  test('an answer given elsewhere stops the clock and stands on the card', async () => {
    const desk = await office(database().db, async () => ({}))
    await hearOwn(
      database().db,
      desk.account,
      own({ id: 'e1', text: 'By phone', agent: { name: 'Ben' }, at: after(9) }),
      after(10),
    )
    const [episode] = await database().db.select().from(episodes)
    expect(episode).toMatchObject({ endedAs: 'replied', endedAt: after(9) })
    expect(await desk.reply()).toMatchObject({ text: 'By phone', queuedAt: null, sentAt: after(9) })
  })

  test('a dead account is paused: what waits is kept, and goes once it is connected again', async () => {
    let dead = true
    const desk = await office(database().db, async () => {
      if (dead) throw new NetworkError('The token has ended. Connect the page again.', { account: true })
      return {}
    })
    await desk.write('Hello')
    await desk.send(3)
    const paused = await database().db.select().from(accounts)
    expect(paused[0]?.pausedBecause).toBe('The token has ended. Connect the page again.')
    await desk.send(30)
    expect(desk.heard).toHaveLength(1)
    dead = false
    await database().db.update(accounts).set({ pausedAt: null })
    await desk.send(60)
    expect((await desk.reply()).sentAt).toEqual(after(60))
  })

  test.each([
    ['it was queued', false, { failedAt: after(3), uncertainAt: null }],
    ['it was being sent when its process died', true, { failedAt: null, uncertainAt: after(3) }],
  ])(
    'no key opens the credentials any more, and %s: whoever wrote it is told, and can go on',
    async (_, died, told) => {
      const { db } = database()
      const desk = await office(db, async () => ({}))
      await desk.write('Hello')
      if (died)
        await db
          .update(messages)
          .set({ sendingAt: after(2), attempts: 1 })
          .where(eq(messages.text, 'Hello'))
      const sealed = { ...desk.deps(3), way: () => Promise.reject(new Error('No key of ENCRYPTION_KEY opens these')) }
      for (const queued of await abandoned(db, 'T1', true)) await afterCrash(sealed, queued)
      while (await deliver(sealed));
      const failure = "Roost can no longer open this account's credentials. Connect it again, then send this."
      expect(await desk.reply()).toMatchObject({ ...told, failure, sentAt: null, text: 'Hello' })
      expect(desk.heard).toEqual([])
    },
  )

  test('a reply in doubt waits while the last key that opens the credentials is lost: a person decides', async () => {
    const { db } = database()
    const lost = () => Promise.reject(new NetworkError('The connection broke', { uncertain: true }))
    const desk = await office(db, lost, { find: async () => 'absent' })
    await desk.write('Hello')
    await desk.send(3)
    await deliver({ ...desk.deps(5), way: () => Promise.reject(new Error('No key opens these')) })
    expect(await desk.reply()).toMatchObject({ uncertainAt: after(5), failedAt: null })
  })

  test('only the card is asked to change: no post for a reply of ours', async () => {
    const desk = await office(database().db, async () => ({}))
    await desk.write('Hello')
    await desk.send(3)
    expect((await database().db.select().from(posts)).map(({ kind }) => kind)).toEqual(['card'])
  })

  const lamp = { id: 'F1', name: 'lamp.png', filetype: 'png', size: 1 }
  const apart = { apart: [lamp, { ...lamp, id: 'F2', name: 'mug.png' }] }

  test('what was attached cannot be had: nothing was sent, there is no doubt, and later it goes', async () => {
    let there = false
    const bytes = { name: 'lamp.png', type: 'image/png', bytes: new Uint8Array([1]) }
    const attachments = async () => {
      if (!there) throw new NetworkError('Slack did not give lamp.png.')
      return [bytes]
    }
    const desk = await office(database().db, async () => ({ id: 'n1' }), {}, attachments)
    await desk.write('Like this', { attached: { together: [lamp] } })
    await desk.send(3)
    expect(desk.heard).toEqual([])
    const failure = 'Slack did not give lamp.png.'
    expect(await desk.reply()).toMatchObject({ sendingAt: null, uncertainAt: null, failure })
    there = true
    await desk.send(9)
    expect(desk.heard.map(({ text, attachments }) => [text, attachments])).toEqual([['Like this', [bytes]]])
  })

  test('files that go apart follow the words one by one, and the ticket closes after the last', async () => {
    const { db } = database()
    const closed: unknown[] = []
    const desk = await office(db, async () => {
      closed.push((await desk.ticket()).closedAt)
      return {}
    })
    await desk.write('Like this', { attached: apart, next: 'close', submission: 'V1' })
    await desk.write('Like this', { attached: apart, next: 'close', submission: 'V1' })
    await desk.send(3)
    const all = await db.select().from(messages).where(eq(messages.direction, 'outbound')).orderBy(messages.id)
    expect(all.map(({ text, attached }) => text || attached[0]?.name)).toEqual(['Like this', 'lamp.png', 'mug.png'])
    expect([closed, (await desk.ticket()).closedAt]).toEqual([[null, null, null], after(3)])
  })

  test('a file in doubt is not looked for by words that it does not have', async () => {
    const { db } = database()
    let asked = 0
    const find = async () => {
      asked += 1
      return { id: 'another picture' }
    }
    const send = async ({ text }: OutgoingReply) => {
      if (!text) throw new NetworkError('lost', { uncertain: true })
      return {}
    }
    const desk = await office(db, send, { find })
    await desk.write('Like this', { attached: { apart: [lamp] } })
    await desk.send(3)
    const sent = await db.select().from(messages).where(eq(messages.direction, 'outbound')).orderBy(messages.id)
    expect([asked, sent[1]?.sentAt, sent[1]?.uncertainAt]).toEqual([0, null, after(3)])
  })
})

onServer('a queued reply, many processes', (database) => {
  test('twenty processes at once send each of ten replies once', async () => {
    const desk = await office(database().db, async () => ({}))
    for (let index = 0; index < 10; index += 1) await desk.write(`Reply ${index}`)
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        while (await deliver(desk.deps(3)));
      }),
    )
    while (await deliver(desk.deps(3)));
    expect(desk.heard.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, index) => `Reply ${index}`))
  })
})

/** Grace at her desk, with one ticket of Mira's, on a network that answers as the test says. */
async function office(
  db: Db,
  send: (reply: OutgoingReply) => Promise<Sent>,
  changes: Partial<Network> = {},
  attachments: Deliver['attachments'] = async () => [],
) {
  const { account, grace } = await company(db)
  const opened: Ticket = await ticket(db, account)
  const heard: OutgoingReply[] = []
  const custom = networkNamed('custom')
  if (!custom) throw new Error('No network')
  const network: Network = {
    ...custom,
    idempotent: undefined,
    ...changes,
    async send(reply) {
      heard.push(reply)
      return send(reply)
    },
  }
  const deps = (minutes: number): Deliver => ({
    ...{
      db,
      workspaceId: 'T1',
      now: () => after(minutes),
      realTime: () => after(minutes),
      slow: async () => {},
      attachments,
    },
    way: async () => ({ network, account: { networkId: 'shop', name: 'Lumen', credentials: {}, options: {} } }),
    paced: (_network, _account, call) => call(),
    refused: async (queued, says) => {
      await db
        .update(accounts)
        .set({ pausedAt: after(minutes), pausedBecause: says })
        .where(eq(accounts.id, queued.account.id))
    },
  })
  let written = 0
  return {
    ...{ account, grace, opened, heard, deps },
    write: (text: string, changes: Partial<Parameters<typeof reply>[2]> = {}, by: Agent = grace) => {
      written += 1
      const draft = { text, place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
      return reply(db, opened, { ...draft, submission: `V${written}`, ...changes }, by, after(2))
    },
    send: async (minutes: number) => {
      while (await deliver(deps(minutes)));
    },
    reply: async () => {
      const [found] = await db.select().from(messages).where(eq(messages.direction, 'outbound'))
      if (!found) throw new Error('No reply')
      return found
    },
    ticket: () => ticketOf(db, 'T1', opened.id),
  }
}
