import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { accounts, deliveries, episodes, messages } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { takeIn } from '../../src/take-in.ts'
import { after, company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('what is delivered at nine and taken in at eleven', (database) => {
  const question = { id: 'a1', text: 'Where is my order?', customer: { id: 'mira' } }

  async function takenIn(...events: { type: string; data: object; receivedAt?: Temporal.Instant }[]) {
    const { db } = database()
    await company(db)
    const seal = sealWith(Buffer.alloc(32))
    await db.update(accounts).set({ credentials: seal.seal({ secret: 'x' }) })
    const kept = { workspaceId: 'T1', network: 'custom', account: 'shop' }
    await db
      .insert(deliveries)
      .values(events.map(({ receivedAt = nine, ...said }) => ({ ...kept, body: JSON.stringify(said), receivedAt })))
    const taking = takeIn({
      ...{
        database: { db, embedded: true },
        workspaceId: 'T1',
        channelId: 'C1',
        networks: new Map([['custom', custom]]),
      },
      ...{ networkOf: () => custom, accountOf: () => expect.fail('Nothing is polled'), seal, run: (work) => work() },
      ...{ giveWay: async () => {}, now: () => after(120), log: pino({ enabled: false }) },
    })
    taking.deliveries.wake()
    await vi.waitFor(async () =>
      expect((await db.select().from(deliveries)).every(({ takenAt }) => takenAt)).toBe(true),
    )
    await taking.deliveries.stop()
    const [turn] = await db.select().from(episodes)
    const [message] = await db.select().from(messages)
    return { turn, message }
  }

  test('waits since nine, if it does not say since when', async () => {
    const { turn } = await takenIn({ type: 'message.created', data: question })
    expect(turn?.startedAt).toEqual(nine)
  })

  test('waits since nine, if it claims to be of ten', async () => {
    const { turn } = await takenIn({ type: 'message.created', data: { ...question, sent_at: after(60).toString() } })
    expect(turn?.startedAt).toEqual(nine)
  })

  test('waits since it was written, if it says when', async () => {
    const { turn } = await takenIn({ type: 'message.created', data: { ...question, sent_at: after(-5).toString() } })
    expect(turn?.startedAt).toEqual(after(-5))
  })

  test('was edited when the edit came', async () => {
    const edit = { type: 'message.updated', data: { id: 'a1', text: 'Where is order 48213?' }, receivedAt: after(3) }
    const { message } = await takenIn({ type: 'message.created', data: question }, edit)
    expect([message?.text, message?.editedAt]).toEqual(['Where is order 48213?', after(3)])
  })

  test('is none of the time before its account was connected, though our clock was behind', async () => {
    const { turn } = await takenIn({ type: 'message.created', data: question, receivedAt: after(-90) })
    expect(turn?.startedAt).toEqual(after(-60))
  })
})
