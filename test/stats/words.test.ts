import { expect, test } from 'vitest'
import { duration } from '../../src/stats/duration.ts'
import type { Figures } from '../../src/stats/figures.ts'
import { asText, words } from '../../src/stats/words.ts'
import { at } from './company.ts'
import { sampleFigures } from './sample-figures.ts'

const MINUTE = 60_000
const day = (text: string) => Temporal.PlainDate.from(text)
const question = { days: { from: day('2026-11-12'), to: day('2026-11-13') }, span: 'today', only: {}, about: '' }
const say = (changes: Partial<Figures>, asked = question) =>
  asText(words(sampleFigures({ asOf: at('2026-11-12T13:20:00Z'), ...changes }), asked, 'Europe/Belgrade'))

test('the answer to /roost stats, line by line', () => {
  expect(say({})).toBe(
    [
      'Today, as of 14:20',
      'Received: 84 messages',
      'Tickets: 61 (2 needed no reply, 1 reopened)',
      'Answered: 55 (90.2 %)',
      'Waiting: 3, 1 late',
      'First reply: half within 11 min, 9 in 10 within 52 min (55)',
      'Next reply: half within 8 min, 9 in 10 within 30 min (20)',
      'Solved: half within 2 h 40 min, 9 in 10 within 5 h (48)',
      'Within the promise: 90.7 % (68 of 75)',
    ].join('\n'),
  )
})

test('of nothing it says so, and one reply is not half of anything', () => {
  const none = { n: 0, medianMs: null, p90Ms: null, meanMs: null, businessMedianMs: null }
  const one = { n: 1, medianMs: 11 * MINUTE, p90Ms: 11 * MINUTE, meanMs: 11 * MINUTE, businessMedianMs: 11 * MINUTE }
  const withinTarget = { met: 0, missed: 0, percent: null }
  const text = say({ received: 1, firstReply: one, nextReply: none, withinTarget })
  expect(text).toContain('Received: 1 message\n')
  expect(text).toContain('First reply: 11 min (1)')
  expect(text).toContain('Next reply: none yet')
  expect(text).toContain('Within the promise: no promise fell due')
})

test('a span names its first and its last day, and what it is about', () => {
  const asked = {
    ...question,
    days: { from: day('2026-11-01'), to: day('2026-11-15') },
    span: '2026-11-01..2026-11-15',
  }
  expect(say({}, { ...asked, about: 'Grace' })).toMatch(/^2026-11-01 to 2026-11-14, Grace, as of 14:20\n/)
})

test.each([
  [0, '0 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [11 * MINUTE, '11 min'],
  [59.4 * MINUTE, '59 min'],
  [59.6 * MINUTE, '1 h'],
  [160 * MINUTE, '2 h 40 min'],
  [1439.8 * MINUTE, '1 day'],
  [76 * 60 * MINUTE, '3 days 4 h'],
])('%d ms is said as %s', (ms, said) => expect(duration(ms)).toBe(said))
