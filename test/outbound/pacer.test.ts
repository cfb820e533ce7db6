import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { custom } from '../../src/networks/custom/index.ts'
import { pacer } from '../../src/outbound/pacer.ts'

// Only what the machine's clock shows: how long something takes goes on as it does.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const network = { ...custom, limits: { ...custom.limits, perSecond: 20 } }
const account = { networkId: 'shop', name: 'Lumen', credentials: {}, options: {} }

test('an account sends so many a second at most, and holds up no other', async () => {
  const paced = pacer()
  const began = performance.now()
  const sends = (networkId: string) => paced(network, { ...account, networkId }, async () => performance.now() - began)
  const [one, two, three, other] = await Promise.all([sends('shop'), sends('shop'), sends('shop'), sends('other')])
  expect(two - one).toBeGreaterThan(45)
  expect(three - two).toBeGreaterThan(45)
  expect(other).toBeLessThan(two)
})

test('the machine’s clock is set back by an hour: the next one goes out all the same', async () => {
  const paced = pacer()
  await paced(network, account, async () => {})
  vi.setSystemTime(Date.now() - 3_600_000)
  await paced(network, account, async () => {})
})
