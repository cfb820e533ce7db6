import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { messages } from '../../src/db/schema.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { type Network, NetworkError, type Sent } from '../../src/networks/network.ts'
import { afterCrash, type Deliver, deliver } from '../../src/outbound/deliver.ts'
import { abandoned } from '../../src/outbound/queue.ts'
import { reply } from '../../src/tickets/reply.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const lost = () => new NetworkError('The connection broke.', { uncertain: true })
const refused = () => new NetworkError('It refused this.', { permanent: true })
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

  test('one was taken up by another process: the first, late, does not put it back into the queue', async () => {
    const { db } = database()
    const { deps } = await queued(db)
    await db.update(messages).set({ sendingAt: sql`clock_timestamp() - interval '2 minutes'`, attempts: 1 }).where(ours)
    const [late] = await abandoned(db, 'T1', false)
    await db.update(messages).set({ sendingAt: sql`clock_timestamp() + interval '1 second'` }).where(ours)
    if (late) await afterCrash(deps([]), late)
    expect(await state(db)).toMatchObject({ retryAt: null, sendingAt: expect.anything() })
  })
})

const ours = eq(messages.direction, 'outbound')

async function state(db: Db) {
  const [message] = await db.select().from(messages).where(ours)
  return message
}

/** Grace has answered; `sends` lets the network do what it does, one after the other, and says how often it was called. */
async function queued(db: Db) {
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
      ...{ db, workspaceId: 'T1', now: () => now },
      way: async () => ({
        network: { ...custom, send },
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
