import { expect, test } from 'vitest'
import { networkNamed } from '../../src/networks/index.ts'
import { keepWithinUsage, noteUsage, regainAccess } from '../../src/networks/meta/usage.ts'
import { after } from '../company.ts'
import { replay } from './replay.ts'

let accounts = 0
const account = () => ({ credentials: { token: `token ${++accounts}` } })
const app = (percent: number) => ({ 'x-app-usage': JSON.stringify({ call_count: percent, total_time: 3 }) })

function heldBack(headers: Record<string, string>, minutes = 0) {
  const one = account()
  noteUsage(one, new Headers(headers), after(0))
  const asks = (sends?: true) => {
    try {
      keepWithinUsage(one, 'Facebook', sends, after(minutes))
      return 'asks'
    } catch (error) {
      return `${error instanceof Error ? error.message : error}`
    }
  }
  return { polls: asks(), sends: asks(true) }
}

test.each([
  ['nothing is said', {}, 'asks', 'asks'],
  ['79 % is used', app(79), 'asks', 'asks'],
  ['80 % is used', app(80), /^Facebook is near its limit \(80 % used\)/, 'asks'],
  ['95 % is used', app(95), /95 %/, /95 %/],
  ['the page has used it up', { 'x-page-usage': '{"total_cputime":99}' }, /99 %/, /99 %/],
  ['one of the business’s has', { 'x-business-use-case-usage': '{"1":[{"call_count":97},{}]}' }, /97 %/, /97 %/],
  ['it is said in another way', { 'x-app-usage': 'a lot', 'x-page-usage': '[]' }, 'asks', 'asks'],
] as const)('%s: Graph is asked for what people wait for before it is asked for more', (_, headers, polls, sends) => {
  const held = heldBack(headers)
  for (const [is, expected] of [
    [held.polls, polls],
    [held.sends, sends],
  ] as const)
    typeof expected === 'string' ? expect(is).toBe(expected) : expect(is).toMatch(expected)
})

test('it waits five minutes, or as long as Meta says, and then asks again', () => {
  const business = (minutes: number) => ({
    'x-business-use-case-usage': `{"1":[{"call_count":100,"estimated_time_to_regain_access":${minutes}}]}`,
  })
  expect([heldBack(app(99), 4.9).polls, heldBack(app(99), 5).polls]).toEqual([expect.stringContaining('99 %'), 'asks'])
  expect([heldBack(business(19), 18).polls, heldBack(business(19), 19).polls]).toEqual([expect.any(String), 'asks'])
  expect(heldBack(business(19), 18).polls).not.toBe('asks')
  expect(regainAccess(new Headers(business(19))).minutes).toBe(19)
  expect(regainAccess(new Headers()).minutes).toBe(1)
})

test('less is used again: it goes on', () => {
  const one = account()
  noteUsage(one, new Headers(app(99)), after(0))
  noteUsage(one, new Headers(app(20)), after(1))
  expect(() => keepWithinUsage(one, 'Facebook', undefined, after(1))).not.toThrow()
})

test('an answer that says so keeps the next question from being asked', async () => {
  const facebook = networkNamed('facebook')
  const answered = {
    request: { method: 'GET', path: '*', headers: {} },
    response: { status: 200, headers: app(90), body: {} },
  }
  const { asked } = await replay([answered, answered], async (apiUrl) => {
    const page = { networkId: '1', name: 'Lumen', credentials: { token: 'usage' }, options: {}, apiUrl }
    for (const _ of [1, 2]) await facebook?.poll?.fetch(page, undefined).catch(() => {})
  })
  expect(asked).toHaveLength(1)
})
