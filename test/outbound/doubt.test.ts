import { WebClient } from '@slack/web-api'
import { eq, isNotNull, sql } from 'drizzle-orm'
import pino from 'pino'
import { expect, test, vi } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { messages } from '../../src/db/schema.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { call } from '../../src/networks/http.ts'
import { type Network, NetworkError, type Sent } from '../../src/networks/network.ts'
import { afterCrash, type Deliver, deliver } from '../../src/outbound/deliver.ts'
import { abandoned } from '../../src/outbound/queue.ts'
import { sendOut } from '../../src/send-out.ts'
import { reply } from '../../src/tickets/reply.ts'
import { underWay } from '../../src/under-way.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const lost = () => new NetworkError('The connection broke.', { uncertain: true })
const refused = () => new NetworkError('It refused this.', { permanent: true })
const repeated = () => new NetworkError('It has this already.', { permanent: true, repeated: true })
const unreachable = () => new NetworkError('It could not be reached.')

onEveryDatabase('a reply goes out once', (database) => {
  test('an answer is lost, and the next attempt is refused: it may have arrived, and is never called failed', async () => {
    const { db } = database()
    const way = await queued(db)
    await way.sends([lost, refused])
    expect(await state(db)).toMatchObject({ uncertainAt: expect.anything(), failedAt: null, sentAt: null })
  })

  test('an answer is lost, then nobody listens until the key is forgotten: it is not sent again', async () => {
    const { db } = database()
    const way = await queued(db)
    await way.sends([lost, unreachable])
    await way.sends([unreachable], after(30))
    expect(await state(db)).toMatchObject({ uncertainAt: expect.anything(), sentAt: null })
    expect(await way.sends([async () => ({})], after(60))).toBe(0)
  })

  test('an answer is lost, and the network knows the key again: it is sent', async () => {
    const { db } = database()
    const way = await queued(db)
    await way.sends([lost, async () => ({ id: 're-1' })])
    expect(await state(db)).toMatchObject({ uncertainAt: null, networkId: 're-1', attempts: 2 })
  })

  test('nobody listens: it waits, and the card says why at once', async () => {
    const { db } = database()
    const way = await queued(db)
    await way.sends([unreachable, unreachable])
    expect(await state(db)).toMatchObject({ sendingAt: null, failure: 'It could not be reached.' })
    expect(way.told).toBe(1)
  })

  test('what was sent is written down, though the database is away for a moment', async () => {
    const { db } = database()
    const way = await queued(db)
    await db.execute(sql`alter table messages add constraint away check (sent_at is null)`)
    const back = setTimeout(async () => db.execute(sql`alter table messages drop constraint away`), 200)
    await way.sends([async () => ({ id: 're-1' })])
    clearTimeout(back)
    expect(await state(db)).toMatchObject({ networkId: 're-1', uncertainAt: null })
  })

  test('two replicas find what a dead one was sending: one of them takes it up', async () => {
    const { db } = database()
    await queued(db)
    await db.update(messages).set({ sendingAt: sql`clock_timestamp() - interval '2 minutes'`, attempts: 1 }).where(ours)
    const found = await Promise.all([abandoned(db, 'T1', false), abandoned(db, 'T1', false)])
    expect(found.flat()).toHaveLength(1)
  })

  test('some were being sent when their process died: one network stalls, one cannot be written down, and no other waits for them', async () => {
    const { db } = database()
    await queued(db)
    const [one] = await db.select().from(messages).where(ours)
    if (!one) throw new Error('No reply')
    const { id: _, key: __, ...same } = one
    await db.insert(messages).values(['V2', 'V3'].map((submission) => ({ ...same, submission, text: submission })))
    await db.update(messages).set({ sendingAt: sql`clock_timestamp()`, attempts: 1 }).where(ours)
    const stalls = new Promise<never>(() => {})
    const find: Network['find'] = async ({ text }) => {
      if (text === 'V2') return { url: 'what no database takes \0' }
      return text === 'V3' ? { id: 'it-arrived' } : stalls
    }
    const networkOf = () => ({ ...custom, idempotent: undefined, find })
    const account = { networkId: 'shop', name: 'Shop', credentials: {}, options: {} }
    const errors: unknown[] = []
    const log = pino({ level: 'error' }, { write: (line) => void errors.push(line) })
    const its = sendOut({
      ...{ database: { db, embedded: true }, workspaceId: 'T1', slack: { client: new WebClient(), token: '' } },
      ...{
        networkOf,
        accountOf: () => account,
        refused: async () => {},
        run: underWay().run,
        now: () => after(3),
        realTime: () => after(3),
        log,
      },
    })
    await its.settleAbandoned(true)
    await expect.poll(async () => (await db.select().from(messages).where(isNotNull(messages.sentAt))).length).toBe(1)
    await expect.poll(() => errors.length).toBe(1)
  })

  test('a process stands still between the claim and the send: it does not send beside who may have taken over', async () => {
    const { db } = database()
    const way = await queued(db)
    const calls = [async () => ({ id: 're-1' })]
    const held = vi.spyOn(performance, 'now')
    const paced: Deliver['paced'] = (_, __, call) => {
      const now = performance.now()
      held.mockReturnValue(now + 61_000)
      return call()
    }
    await deliver({ ...way.deps(calls), paced }).finally(() => held.mockRestore())
    expect(calls).toHaveLength(1)
    expect(await state(db)).toMatchObject({ sendingAt: null, sentAt: null, retryAt: expect.anything() })
    await way.sends(calls)
    expect(await state(db)).toMatchObject({ networkId: 're-1' })
  })

  test('what must be asked before it is sent takes too long: it is not sent beside who may have taken over', async () => {
    const { db } = database()
    const way = await queued(db)
    const held = vi.spyOn(performance, 'now')
    const send: Network['send'] = async (reply) => {
      held.mockReturnValue(performance.now() + 61_000)
      await call('http://127.0.0.1:1', { label: 'Shop', sends: reply })
      return {}
    }
    const account = { networkId: 'shop', name: 'Shop', credentials: {}, options: {} }
    const late = { ...way.deps([]), way: async () => ({ network: { ...custom, send }, account }) }
    await deliver(late).finally(() => held.mockRestore())
    expect(await state(db)).toMatchObject({
      ...{ sendingAt: null, sentAt: null, retryAt: expect.anything() },
      failure: 'It took too long until this could be sent. It is tried again.',
    })
  })

  test('one was taken up by another process: the first, late, does not put it back into the queue', async () => {
    const { db } = database()
    const { deps } = await queued(db)
    await db.update(messages).set({ sendingAt: sql`clock_timestamp() - interval '2 minutes'`, attempts: 1 }).where(ours)
    const [late] = await abandoned(db, 'T1', false)
    await db.update(messages).set({ sendingAt: sql`clock_timestamp() + interval '1 second'` }).where(ours)
    if (late) await afterCrash(deps([]), late)
    expect(await state(db)).toMatchObject({ retryAt: null, sendingAt: expect.anything() })
  })

  test('it may be on its way still: that it is not there is believed after 30 s, and until then it is not sent again', async () => {
    const { db } = database()
    const found: (Sent | 'absent')[] = ['absent', 'absent', { id: 'late' }]
    const way = await queued(db, { idempotent: undefined, find: async () => found.shift() })
    await way.sends([lost])
    const first = await state(db)
    expect(first).toMatchObject({ uncertainAt: null, sendingAt: expect.anything(), retryAt: expect.anything() })
    await deliver(way.deps([], after(3)))
    expect(await state(db)).toMatchObject({ sendingAt: first?.sendingAt, attempts: 2, sentAt: null })
    await deliver(way.deps([], after(4)))
    expect(await state(db)).toMatchObject({ networkId: 'late', sentAt: after(4) })
  })

  test('it waits no longer than until then: asked again after 30 s, it is not there, and goes', async () => {
    const { db } = database()
    const way = await queued(db, { idempotent: undefined, find: async () => 'absent' })
    await way.sends([lost])
    const { at, left } = await waits(db)
    expect(left).toBeGreaterThan(20)
    expect(left).toBeLessThanOrEqual(30)
    await db.update(messages).set({ sendingAt: sql`sending_at - interval '30 seconds'` }).where(ours)
    expect(await deliver(way.deps([], at.subtract({ seconds: 1 })))).toBe(false)
    await way.sends([async () => ({ id: 're-1' })])
    await way.sends([async () => ({ id: 're-1' })])
    expect(await state(db)).toMatchObject({ networkId: 're-1', uncertainAt: null })
  })

  test.each<[string, Sent | 'absent', object]>([
    ['shows it then: it is sent', { id: 'first' }, { networkId: 'first', sentAt: expect.anything() }],
    ['does not: a person decides', 'absent', { uncertainAt: expect.anything(), failedAt: null }],
  ])('it was not there, is sent again, and the network has it already; asked, it %s', async (_, then, becomes) => {
    const { db } = database()
    const answers: (Sent | 'absent')[] = ['absent', 'absent', then]
    const way = await queued(db, { idempotent: undefined, find: async () => answers.shift() })
    await way.sends([lost])
    await db.update(messages).set({ sendingAt: sql`sending_at - interval '30 seconds'` }).where(ours)
    await way.sends([repeated])
    expect(await state(db)).toMatchObject(becomes)
  })

  test('the network has the same words from before: a first attempt is refused, and not in doubt', async () => {
    const { db } = database()
    const way = await queued(db, { idempotent: undefined, find: async () => 'absent' })
    await way.sends([repeated])
    expect(await state(db)).toMatchObject({ failedAt: expect.anything(), uncertainAt: null })
  })

  test('what came before the call took half a minute: 30 s count from when its answer was lost', async () => {
    const { db } = database()
    const way = await queued(db, { idempotent: undefined, find: async () => 'absent' })
    const claimedEarly = await claimsLie(db, 31)
    await way.sends([lost]).finally(claimedEarly.end)
    expect(await state(db)).toMatchObject({ sendingAt: expect.anything(), uncertainAt: null })
    expect((await waits(db)).left).toBeGreaterThan(20)
  })

  test('so they do where the network knows the key again: a refusal right after it is not believed', async () => {
    const { db } = database()
    const way = await queued(db, { find: async () => 'absent' })
    const claimedEarly = await claimsLie(db, 31)
    await way.sends([lost, refused]).finally(claimedEarly.end)
    expect(await state(db)).toMatchObject({ sendingAt: expect.anything(), failedAt: null })
    expect((await waits(db)).left).toBeGreaterThan(20)
  })

  test.each([
    { alone: true, claimed: 5, waitsFor: 30 },
    { alone: true, claimed: 110, waitsFor: 0 },
    { alone: false, claimed: 91, waitsFor: 14 },
    { alone: false, claimed: 110, waitsFor: 0 },
  ])(
    'its process died, $claimed s after the claim (the only one: $alone): a last call of 75 s after it, or of now, has 30 s to arrive',
    async ({ alone, claimed, waitsFor }) => {
      const { db } = database()
      const way = await queued(db, { idempotent: undefined, find: async () => 'absent' })
      const ago = sql.raw(`clock_timestamp() - interval '${claimed} seconds'`)
      await db.update(messages).set({ sendingAt: ago, attempts: 1 }).where(ours)
      for (const one of await abandoned(db, 'T1', alone)) await afterCrash(way.deps([]), one)
      const waiting = await state(db)
      expect(waiting).toMatchObject({ uncertainAt: null, retryAt: expect.anything() })
      expect(waiting?.sendingAt === null).toBe(waitsFor === 0)
      const { left } = await waits(db)
      if (waitsFor) expect(left).toBeGreaterThan(waitsFor - 10)
      if (waitsFor) expect(left).toBeLessThanOrEqual(waitsFor)
    },
  )
})

const ours = eq(messages.direction, 'outbound')

async function state(db: Db) {
  const [message] = await db.select().from(messages).where(ours)
  return message
}

/** As if what comes between a claim and its call took so many seconds. */
async function claimsLie(db: Db, seconds: number) {
  const back = sql.raw(`new.sending_at := new.sending_at - interval '${seconds} seconds'`)
  await db.execute(
    sql`create function lie_back() returns trigger language plpgsql as $$ begin ${back}; return new; end $$`,
  )
  await db.execute(sql`create trigger lies_back before update on messages for each row
    when (new.attempts > old.attempts) execute function lie_back()`)
  return { end: () => db.execute(sql`drop function lie_back cascade`) }
}

/** Until when a reply waits, and for how many seconds by the clock that these tests set. */
async function waits(db: Db) {
  const at = (await state(db))?.retryAt
  if (!at) throw new Error('It does not wait')
  return { at, left: at.since(after(2)).total('seconds') }
}

/** Grace has answered; `sends` lets the network do what it does, one after the other, and says how often it was called. */
async function queued(db: Db, changes: Partial<Network> = {}) {
  const { account, grace } = await company(db)
  const opened = await ticket(db, account)
  const draft = { text: 'On its way.', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
  await reply(db, opened, { ...draft, submission: 'V1' }, grace, after(1))
  const it = { told: 0, sends, deps }

  function deps(does: (() => NetworkError | Promise<Sent>)[], now = after(2)): Deliver {
    const send: Network['send'] = async () => {
      const done = await does.shift()?.()
      if (done instanceof NetworkError || !done) throw done ?? new Error('It was called once too often')
      return done
    }
    return {
      ...{ db, workspaceId: 'T1', now: () => now, realTime: () => now },
      way: async () => ({
        network: { ...custom, ...changes, send },
        account: { networkId: 'shop', name: account.name, credentials: {}, options: {} },
      }),
      paced: (_, __, call) => call(),
      attachments: async () => [],
      slow: async () => {
        it.told += 1
      },
      refused: async () => {},
    }
  }

  async function sends(does: (() => NetworkError | Promise<Sent>)[], now = after(2)): Promise<number> {
    const all = does.length
    const delivering = deps(does, now)
    while (does.length) {
      await db.update(messages).set({ retryAt: now }).where(sql`${messages.retryAt} is not null`)
      if (!(await deliver(delivering))) break
    }
    return all - does.length
  }
  return it
}
