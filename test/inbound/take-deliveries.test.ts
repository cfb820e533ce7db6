import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectAccount } from '../../src/cli/connect-account.ts'
import { deliveries, messages } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { CannotRead, intake } from '../../src/inbound/intake.ts'
import { patiently } from '../../src/inbound/patiently.ts'
import { type DeliveryRow, takeDeliveries } from '../../src/inbound/take-deliveries.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { type Network, NetworkError } from '../../src/networks/network.ts'
import { InFlight } from '../../src/tickets/hear-own.ts'
import { company, message, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('deliveries that wait', (database) => {
  async function waiting(...networks: string[]) {
    const { db } = database()
    await company(db)
    const rows = networks.map((network) => ({ workspaceId: 'T1', network, body: '{}', receivedAt: nine }))
    await db.insert(deliveries).values(rows)
    const taken: string[] = []
    const held = Promise.withResolvers<void>()
    const patience = patiently(50, 2, (error) => expect.fail(String(error)))
    const take = async ({ network }: DeliveryRow) => {
      if (network === 'hanging') await held.promise
      taken.push(network)
    }
    const all = () => takeDeliveries(db, 'T1', take, async () => {}, patience, pino({ level: 'silent' }))
    const open = async () => (await db.select().from(deliveries)).filter(({ takenAt }) => !takenAt).length
    return { taken, held, patience, all, open }
  }

  test('are taken in though the network of one before them does not answer, and that one once it does', async () => {
    const { taken, held, patience, all, open } = await waiting('hanging', 'x', 'custom')
    expect(await all()).toBe(3)
    expect([taken, await open()]).toEqual([['x', 'custom'], 1])
    expect(await all()).toBe(0)
    held.resolve()
    await patience.end()
    expect([taken, await open()]).toEqual([['x', 'custom', 'hanging'], 0])
  })

  test('one that waited two days for its account has all its tries again once that is connected again', async () => {
    const { db } = database()
    await company(db)
    await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
    const patience = patiently(50, 2, (error) => expect.fail(String(error)))
    const refusedWith = (error: NetworkError) =>
      takeDeliveries(
        ...([db, 'T1', () => Promise.reject(error), async () => {}, patience] as const),
        pino({ level: 'silent' }),
      )
    for (let hours = 0; hours < 48; hours += 1) {
      await db.update(deliveries).set({ retryAt: null })
      await refusedWith(new NetworkError('The token is dead.', { permanent: true, account: true }))
    }
    const context = { db, workspaceId: 'T1', networks: new Map([['custom', custom]]), now: () => nine }
    const sealed = { seal: sealWith(Buffer.alloc(32)), channelNamed: async () => 'C1' }
    const quietly = { lines: (async function* () {})(), out: () => {}, err: () => {} }
    await connectAccount({ ...context, ...sealed }, ['custom', 'name=shop'], quietly)
    await refusedWith(new NetworkError('Too many calls.'))
    const [row] = await db.select().from(deliveries)
    expect([row?.failure, row?.failedAt]).toEqual(['Too many calls.', null])
  })

  test('one that waits for a reply on its way waits as long as that takes, and has all its tries after that', async () => {
    const { db } = database()
    await company(db)
    await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
    const patience = patiently(50, 2, (error) => expect.fail(String(error)))
    const takenWith = async (error: Error) => {
      await db.update(deliveries).set({ retryAt: null })
      const take = () => Promise.reject(error)
      await takeDeliveries(db, 'T1', take, async () => {}, patience, pino({ level: 'silent' }))
      return (await db.select().from(deliveries))[0]
    }
    for (let time = 0; time < 40; time += 1) await takenWith(new InFlight('A reply is on its way'))
    expect(await takenWith(new NetworkError('Too many calls.'))).toMatchObject({ failedAt: null, attempts: 1 })
    await db.update(deliveries).set({ attempts: 40 })
    expect(await takenWith(new InFlight('A reply is on its way'))).toMatchObject({ failedAt: null })
  })

  test('one that cannot be read is told of though the process died over it, and only then is nobody to take it up', async () => {
    const { db } = database()
    await company(db)
    await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
    const patience = patiently(50, 2, (error) => expect.fail(String(error)))
    const taking = (cannotRead: (_: DeliveryRow, why: string) => Promise<void>) => {
      const take = () => Promise.reject(new CannotRead('unknown type'))
      return takeDeliveries(db, 'T1', take, cannotRead, patience, pino({ level: 'silent' }))
    }
    await expect(taking(() => Promise.reject(new Error('died')))).rejects.toThrow('died')
    await db.update(deliveries).set({ leaseUntil: null })
    const told: string[] = []
    for (let time = 0; time < 2; time += 1) await taking(async (_, why) => void told.push(why))
    expect(told).toEqual(['unknown type'])
  })

  test('one with a value that the database cannot hold is told of at once, and the rest of it comes in', async () => {
    const { db } = database()
    const { account: row } = await company(db)
    await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
    // No index takes an id of that length.
    const said = [message({ id: randomBytes(9000).toString('base64url') }), message({ id: 'm2' })]
    const network: Network = { ...custom, webhook: { verify: () => true, parse: () => said } }
    const account = { networkId: 'shop', name: 'Lumen', credentials: {}, options: {} }
    const ours = { row, account, network, calledFor: ['custom'] }
    const deps = { db, network, accountOf: async () => ours, now: () => nine }
    const take = () => intake({ ...deps, refused: async () => {} }, { body: '{}' })
    const told: string[] = []
    const cannotRead = async (_: unknown, why: string) => void told.push(why)
    const patience = patiently(5000, 2, (error) => expect.fail(String(error)))
    await takeDeliveries(db, 'T1', take, cannotRead, patience, pino({ level: 'silent' }))
    expect(told).toEqual(['a value in it is out of range or too long'])
    expect((await db.select().from(deliveries))[0]?.failedAt).not.toBeNull()
    expect((await db.select().from(messages)).map(({ networkId }) => networkId)).toEqual(['m2'])
  })

  test('one that breaks on a bug is told without what the bug says', async () => {
    const { db } = database()
    await company(db)
    await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
    const take = async () => {
      throw new Error('Failed query: insert into messages')
    }
    const patience = patiently(50, 2, (error) => expect.fail(String(error)))
    await takeDeliveries(db, 'T1', take, async () => {}, patience, pino({ level: 'silent' }))
    expect((await db.select().from(deliveries))[0]?.failure).toBe('Something went wrong while it was taken in.')
  })
})

describe('patience', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('ends while as many hang as may', async () => {
    const patience = patiently(50, 2, () => {})
    const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const wentOn: string[] = []
    void patience.with(one.promise).then(() => wentOn.push('after one'))
    await vi.advanceTimersByTimeAsync(60)
    void patience.with(other.promise).then(() => wentOn.push('after the other'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(wentOn).toEqual(['after one'])
    one.resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect(wentOn).toEqual(['after one', 'after the other'])
    other.resolve()
  })

  test('what fails while it is waited for fails its caller; later it is only told of', async () => {
    const late: unknown[] = []
    const patience = patiently(50, 5, (error) => late.push(error))
    await expect(patience.with(Promise.reject(new Error('at once')))).rejects.toThrow('at once')
    const one = Promise.withResolvers<void>()
    const waited = patience.with(one.promise)
    await vi.advanceTimersByTimeAsync(60)
    await waited
    one.reject(new Error('later'))
    await patience.end()
    expect(late).toEqual([new Error('later')])
  })
})
