import { expect, test } from 'vitest'
import { clock } from '../../src/sla/clock.ts'
import { durationInWords, promiseInWords } from '../../src/sla/duration-in-words.ts'
import { momentInWords } from '../../src/sla/moment-in-words.ts'
import { preview } from '../../src/sla/preview.ts'
import type { TicketFacts } from '../../src/sla/promises-of.ts'
import { standingInWords } from '../../src/sla/standing-in-words.ts'
import { targetInWords } from '../../src/sla/target-in-words.ts'
import { defaultTargets } from '../../src/sla/targets.ts'
import { schedule } from './schedules.ts'
import { at, minutes, ticket } from './tickets.ts'

test.each([
  [0.5, 'less than a minute'],
  [1, '1 min'],
  [45, '45 min'],
  [60, '1 h'],
  [110, '1 h 50 min'],
  [119.9, '1 h 59 min'],
  [1440, '1 day'],
  [3 * 1440 + 250, '3 days 4 h'],
])('a wait of %s minutes reads "%s"', (count, words) => {
  expect(durationInWords(Temporal.Duration.from({ seconds: count * 60 }))).toBe(words)
})

test.each([
  [1, '1 minute'],
  [60, '1 hour'],
  [90, '1 hour 30 minutes'],
  [2880, '48 hours'],
])('a promise of %s minutes reads "%s"', (count, words) => {
  expect(promiseInWords(minutes(count))).toBe(words)
})

test.each([
  ['2026-10-26T08:20', 'Monday 09:20'],
  ['2026-10-23T20:00', 'Friday 22:00'],
  ['2026-10-30T09:20', 'Friday 30 October 10:20'],
  ['2026-10-22T15:50', 'Thursday 22 October 17:50'],
  ['2027-01-04T08:20', 'Monday 4 January 2027 09:20'],
])('seen from Friday, 23 October 2026, %s reads "%s"', (moment, words) => {
  expect(momentInWords(at(moment), 'Europe/Belgrade', at('2026-10-23T15:50'))).toBe(words)
})

test('a lead sees in plain words what a promise means', () => {
  const office = schedule({ mon: ['08:30-12'], fri: ['8-12', '13:30-18'] }, { zone: 'Europe/Belgrade' })
  const said = (now: string) => preview(office, at('2026-10-23T15:50'), minutes(60), at(now))
  expect(said('2026-10-20T08:00')).toBe('A comment on Friday 17:50 is due Monday 09:20')
  expect(said('2026-10-01T08:00')).toBe('A comment on Friday 23 October 17:50 is due Monday 09:20')
})

test.each([
  [ticket(), '09:10', 'Reply by 10:00'],
  [ticket(), '09:50', 'Due soon: 10:00'],
  [ticket(), '10:10', 'Late since 10:00'],
  [ticket({ windowUntil: at('09:30') }), '09:10', 'Reply by 09:30, before the window closes'],
  [ticket({ windowUntil: at('09:30') }), '09:40', 'The reply window closed at 09:30'],
  [ticket({ waitingSince: null, promisedAt: at('16:00') }), '09:40', 'Come back by 16:00'],
  [ticket({ waitingSince: null, firstReplyAt: at('09:20') }), '09:40', null],
])('a card says how it stands %#', (facts: TicketFacts, now, words) => {
  const standing = clock(facts, defaultTargets(60), new Map(), at(now))
  expect(standingInWords(standing, (moment) => moment.toString().slice(11, 16))).toBe(words)
})

test.each([
  [{}, undefined, 'First reply within 15 minutes, day and night'],
  [{}, 'Office', 'First reply within 15 minutes of Office time'],
  [
    { place: 'private', priority: 'urgent' },
    'Office',
    'First reply within 15 minutes of Office time, for urgent private messages',
  ],
  [
    { account: 'lumen_de', tag: 'refund' },
    'Office',
    'First reply within 15 minutes of Office time, for tickets to lumen_de tagged refund',
  ],
  [{ priority: 'high' }, undefined, 'First reply within 15 minutes, day and night, for high-priority tickets'],
] as const)('a ticket can say which promise applies and why %#', (when, hours, words) => {
  expect(targetInWords({ when, firstReply: minutes(15), ...(hours && { schedule: hours }) }, 'firstReply')).toBe(words)
})
