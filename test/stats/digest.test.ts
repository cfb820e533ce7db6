import { expect, test } from 'vitest'
import { digest } from '../../src/stats/digest.ts'
import type { DigestFacts } from '../../src/stats/digest-facts.ts'
import { at } from './company.ts'
import { sampleFigures } from './sample-figures.ts'

const now = at('2026-11-16T08:00:00Z')
const monday: DigestFacts = {
  span: { from: at('2026-11-13T08:00:00Z'), to: now },
  zone: 'Europe/Belgrade',
  figures: sampleFigures({ asOf: now }),
  before: { met: 87, missed: 13, percent: 87 },
  standing: { waiting: 3, oldest: at('2026-11-16T05:50:00Z'), openLong: 7 },
  rising: [
    { tag: 'late delivery', count: 14, usually: 4.25 },
    { tag: 'login', count: 6, usually: 2 },
  ],
  answeredBy: ['Alan', 'Ana', 'Grace'],
}
const none: DigestFacts['standing'] = { waiting: 0, oldest: null, openLong: 0 }
const quietly = (changes: Parameters<typeof sampleFigures>[0], standing = none) =>
  digest({ ...monday, standing, figures: sampleFigures({ asOf: now, tickets: 2, answered: 2, ...changes }) }).lines

test('a morning', () => {
  const { lines, text, chartAfter, quiet } = digest(monday)
  expect(lines).toEqual([
    'Since Friday 9:00: 84 messages, 61 tickets, 91 % within the promise (+4).',
    'First reply: half within 11 min, 1 in 10 over 52 min. Solved: half within 2 h 40 min; 7 open longer than a day.',
    'Waiting now: 3, the oldest since 6:50.',
    'Rising: late delivery 14 (usually 4) · login 6 (usually 2)',
    'Answered by Alan, Ana and Grace.',
  ])
  expect(text).toBe(lines.join('\n'))
  expect(lines[chartAfter]).toMatch(/^Rising/)
  expect(quiet).toBe(false)
})

test('a quiet stretch takes one sentence', () => {
  expect(quietly({ received: 2 })).toEqual(['Since Friday 9:00: 2 messages, both answered.'])
  expect(quietly({ received: 1, tickets: 1, answered: 1 })).toEqual(['Since Friday 9:00: 1 message, answered.'])
  expect(quietly({ received: 3 })).toEqual(['Since Friday 9:00: 3 messages, all answered.'])
  expect(quietly({ received: 0, tickets: 0, answered: 0 })).toEqual(['Since Friday 9:00: no messages.'])
  expect(quietly({ received: 2, answered: 1 })).toEqual(['Since Friday 9:00: 2 messages, nothing waits.'])
})

test('a quiet stretch with somebody waiting says so', () => {
  const standing = { waiting: 1, oldest: at('2026-11-14T16:05:00Z'), openLong: 1 }
  expect(quietly({ received: 2, answered: 1 }, standing)).toEqual([
    'Since Friday 9:00: 2 messages.',
    'Waiting now: 1, the oldest since Saturday 17:05.',
  ])
})

test('the first digest of a week tells of the last', () => {
  const week = sampleFigures({ received: 412, tickets: 300, withinTarget: { met: 92, missed: 8, percent: 92 } })
  expect(digest({ ...monday, week }).lines[1]).toBe('Last week: 412 messages, 300 tickets, 92 % within the promise.')
})

test('a late one says so', () => {
  expect(digest({ ...monday, dueAt: at('2026-11-16T06:00:00Z') }).lines[0]).toBe('This was due at 7:00 and comes late.')
})

test('without anything to compare with, promised, solved or waiting, it leaves that out', () => {
  const empty = { n: 0, medianMs: null, p90Ms: null, meanMs: null, businessMedianMs: null }
  const withinTarget = { met: 0, missed: 0, percent: null }
  const figures = sampleFigures({ asOf: now, withinTarget, firstReply: empty, resolution: empty })
  const facts = { ...monday, figures, before: withinTarget, standing: none, rising: [], answeredBy: [] }
  expect(digest(facts).lines).toEqual(['Since Friday 9:00: 84 messages, 61 tickets.'])
})

test('less than usual, as usual, and long ago', () => {
  const first = (changes: Partial<DigestFacts>) => digest({ ...monday, ...changes }).lines[0]
  expect(first({ before: { met: 95, missed: 5, percent: 95 } })).toMatch(/91 % within the promise \(−4\)\.$/)
  expect(first({ before: { met: 91, missed: 9, percent: 91 } })).toMatch(/\(as usual\)\.$/)
  expect(first({ span: { from: at('2026-11-02T08:00:00Z'), to: now } })).toMatch(/^Since 2 November 9:00:/)
})
