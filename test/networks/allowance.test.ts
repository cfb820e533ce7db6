import { afterEach, describe, expect, test, vi } from 'vitest'
import { waitIn } from '../../src/networks/allowance.ts'
import { networks } from '../../src/networks/index.ts'
import { casesOf } from './case.ts'
import { replay } from './replay.ts'

const told = ['X', 'Bluesky', 'Mastodon']

describe.each(networks.filter(({ label }) => told.includes(label)))('$label', (network) => {
  const { account, files } = casesOf(network)
  const recorded = files.flatMap(({ cases }) => cases).find((one) => 'poll' in one && one.exchange.length > 0)

  test.each([
    ['x-rate-limit-reset', () => `${Math.floor(Date.now() / 1000) + 600}`],
    ['ratelimit-reset', () => '600'],
    ['x-ratelimit-reset', () => new Date(Date.now() + 600_000).toISOString()],
  ])('the last call it allows is the last one until %s', async (reset, until) => {
    const exchange = structuredClone((recorded && 'exchange' in recorded && recorded.exchange) || [])
    for (const { response } of exchange)
      if (typeof response === 'object')
        response.headers = { [reset.replace('reset', 'remaining')]: '0', [reset]: until() }
    const { asked, result } = await replay([...exchange, ...exchange], async (apiUrl) => {
      const options = { ...account.options, ...(recorded && 'options' in recorded ? recorded.options : {}) }
      const mine = {
        ...account,
        networkId: account.networkId + reset,
        credentials: own(account, reset),
        options,
        apiUrl,
      }
      await network.poll?.fetch(mine, undefined)
      const calls = exchange.length
      return { calls, again: await network.poll?.fetch(mine, undefined).catch((error: unknown) => error) }
    })
    expect(result).toMatchObject({ status: 'fulfilled' })
    if (result.status !== 'fulfilled') return
    expect(result.value.again).toMatchObject({ permanent: false, account: false })
    expect(String(result.value.again)).toContain('takes no more of these for now')
    expect(asked.length).toBeGreaterThan(0)
  })
})

test('how long to wait is read in every way it is written', () => {
  const wait = (headers: Record<string, string>) => waitIn(new Headers(headers))?.total('seconds')
  const now = Date.now()
  expect(wait({ 'retry-after': '30' })).toBe(30)
  expect(wait({ 'retry-after': '0.4' })).toBe(1)
  expect(wait({ 'x-rate-limit-reset': `${Math.floor(now / 1000) + 100}` })).toBeGreaterThan(95)
  expect(wait({ 'ratelimit-reset': `${now + 100_000}` })).toBeGreaterThan(95)
  expect(wait({ 'x-ratelimit-reset': new Date(now + 100_000).toISOString() })).toBeGreaterThan(95)
  // What has passed is no wait, and what lies years ahead is a mistake.
  expect(wait({ 'x-rate-limit-reset': `${Math.floor(now / 1000) - 5}`, 'retry-after': '0' })).toBeUndefined()
  expect(wait({ 'retry-after': '99999999' })).toBe(86_400)
  expect(wait({ 'retry-after': 'soon' })).toBeUndefined()
})

describe('a moment to wait for is read by the clock of whoever names it', () => {
  afterEach(() => void vi.restoreAllMocks())

  test.each([
    ['right', 0],
    ['10 minutes behind', -10],
    ['10 minutes ahead', 10],
  ])('where ours is %s', (_, minutes) => {
    const there = Date.parse('2026-11-23T09:00:00Z')
    vi.spyOn(Date, 'now').mockReturnValue(there + minutes * 60_000)
    const date = new Date(there).toUTCString()
    const until = there + 300_000
    for (const [name, value] of [
      ['x-rate-limit-reset', `${until / 1000}`],
      ['ratelimit-reset', `${until}`],
      ['x-ratelimit-reset', new Date(until).toISOString()],
      ['retry-after', new Date(until).toUTCString()],
    ] as const)
      expect(waitIn(new Headers({ [name]: value, date }))?.total('seconds'), name).toBe(300)
  })
})

function own(account: { credentials: Record<string, string> }, reset: string): Record<string, string> {
  return { ...account.credentials, token: `token-${reset}` }
}
