import { expect, test } from 'vitest'
import { clock, outcome } from '../../src/sla/clock.ts'
import { promisesOf, type TicketFacts } from '../../src/sla/promises-of.ts'
import type { OpeningHours } from '../../src/sla/schedule.ts'
import { defaultTargets, type Target } from '../../src/sla/targets.ts'
import { everyDay, schedule, workWeek } from './schedules.ts'
import { at, minutes, ticket } from './tickets.ts'

const office = new Map<string, OpeningHours>([['Office', schedule(workWeek)]])
const hour = defaultTargets(60)
const inOffice: Target = { when: {}, firstReply: minutes(60), nextReply: minutes(30), schedule: 'Office' }
const solve: Target = { when: {}, resolution: minutes(240), schedule: 'Office' }

test('a first message is to be answered within the hour', () => {
  expect(standing(ticket(), '09:10')).toEqual('running firstReply, counts firstReply 10:00, changes 09:45')
})

test('three quarters through it is due soon', () => {
  expect(standing(ticket(), '09:44:59.999')).toContain('running')
  expect(standing(ticket(), '09:45')).toEqual('soon firstReply, counts firstReply 10:00, changes 10:00:00.001')
})

test('at the very moment it is due nothing is late yet', () => {
  expect(standing(ticket(), '10:00')).toContain('soon')
  expect(standing(ticket(), '10:00:00.001')).toEqual('late firstReply, counts firstReply 10:00, changes never')
})

test('a reply at the very moment it is due has kept the promise, one a millisecond later has not', () => {
  expect(outcomes(answered('10:00'))).toEqual(['firstReply met'])
  expect(outcomes(answered('10:00:00.001'))).toEqual(['firstReply missed'])
})

test('after our reply it is her turn and nothing runs', () => {
  expect(standing(answered('09:30'), '12:00')).toEqual('paused firstReply, counts nothing, changes never')
})

test('V10 a burst of messages is counted from the oldest, and the next turn from its own', () => {
  const first = ticket({
    waitingSince: null,
    firstReplyAt: at('09:20'),
    answered: { since: at('09:00'), at: at('09:20') },
  })
  const second = { ...first, answered: { since: at('09:21'), at: at('09:22') } }
  expect(took(first)).toEqual(['firstReply 20 min'])
  expect(took(second)).toEqual(['nextReply 1 min'])
})

test('her next message does not start the clock anew', () => {
  const again = ticket({ firstReplyAt: at('08:00'), openedAt: at('07:50'), waitingSince: at('09:00') })
  expect(standing(again, '09:50')).toEqual('soon nextReply, counts nextReply 10:00, changes 10:00:00.001')
})

test('what the network allows counts when it ends before the promise', () => {
  expect(standing(ticket({ windowUntil: at('09:40') }), '09:10')).toEqual(
    'running firstReply, counts window 09:40, changes 09:25',
  )
  expect(standing(ticket({ windowUntil: at('12:00') }), '09:10')).toContain('counts firstReply 10:00')
})

test('a reply window is a clock of its own where nothing was promised', () => {
  expect(standing(ticket({ windowUntil: at('12:00') }), '11:50', [])).toEqual(
    'soon none, counts window 12:00, changes 12:00:00.001',
  )
  expect(standing(ticket(), '11:50', [])).toEqual('none none, counts nothing, changes never')
})

test('"I\'ll come back" counts although everything is answered', () => {
  const promised = { ...answered('09:30'), promisedAt: at('16:00') }
  expect(standing(promised, '12:00')).toEqual('running none, counts comeBack 16:00, changes 16:00')
  expect(standing(promised, '16:01')).toContain('late')
})

test('while it is her turn a solution rests, also after "I\'ll come back"', () => {
  const promised = { ...answered('09:30'), promisedAt: at('16:00'), customersTurns: [{ from: at('09:30'), to: null }] }
  expect(standing(promised, '14:00', [solve])).toEqual('running none, counts comeBack 16:00, changes 16:00')
})

test('what was not promised when it came is not promised by later settings', () => {
  expect(standing(ticket({ dues: { firstReply: null, resolution: null } }), '12:00', [inOffice, solve])).toEqual(
    'none none, counts nothing, changes never',
  )
})

test('a promise in opening hours is due in opening hours', () => {
  const evening = ticket({ openedAt: at('16:30'), waitingSince: at('16:30') })
  expect(standing(evening, '20:00', [inOffice])).toEqual(
    'running firstReply, counts firstReply 2024-01-18T09:30, changes 2024-01-18T09:15',
  )
})

test('a moment promised already stays when the hours change', () => {
  const closedNow = new Map([['Office', schedule({ fri: ['9-17'] })]])
  const promised = ticket({ dues: { firstReply: at('10:00') } })
  expect(standing(promised, '09:10', [inOffice], closedNow)).toContain('counts firstReply 10:00')
  expect(standing(ticket(), '09:10', [inOffice], closedNow)).toContain('counts firstReply 2024-01-19T10:00')
})

test('a moment promised already stays when its target is gone', () => {
  expect(standing(ticket({ dues: { firstReply: at('10:00') } }), '09:10', [])).toContain('counts firstReply 10:00')
})

test('the resolution stands still while it is her turn', () => {
  const turns = (to: string | null) => [{ from: at('10:00'), to: to === null ? null : at(to) }]
  const waiting = ticket({ firstReplyAt: at('10:00'), waitingSince: at('14:00'), customersTurns: turns('14:00') })
  expect(standing(waiting, '14:00', [solve])).toEqual('running resolution, counts resolution 17:00, changes 16:00')
  expect(standing({ ...waiting, waitingSince: null, customersTurns: turns(null) }, '23:00', [solve])).toContain(
    'paused',
  )
})

test('a resolution that was late stays late, however long her turn takes', () => {
  const late = ticket({
    firstReplyAt: at('14:00'),
    waitingSince: at('16:00'),
    customersTurns: [{ from: at('14:00'), to: at('16:00') }],
  })
  expect(standing(late, '16:00', [solve])).toContain('late resolution, counts resolution 13:00')
})

test('of a reply and a resolution the one that ends first counts', () => {
  const second = ticket({ firstReplyAt: at('09:10'), waitingSince: at('12:45') })
  expect(standing(second, '12:50', [inOffice, solve])).toContain('counts resolution 13:00')
  expect(standing(ticket(), '09:10', [inOffice, solve])).toContain('counts firstReply 10:00')
})

test('closing stops the clock: in time it is met, afterwards missed', () => {
  expect(standing(ticket({ closedAt: at('09:30') }), '12:00')).toContain('met')
  expect(standing(ticket({ closedAt: at('10:30') }), '12:00')).toContain('missed')
})

test('No Reply Needed, or a message she deleted, is excused: neither met nor missed', () => {
  expect(standing(ticket({ closedAt: at('11:30'), excusedAt: at('11:30') }), '12:00')).toContain('excused')
  expect(standing(ticket({ waitingSince: null, excusedAt: at('11:30') }), '12:00')).toContain('excused')
})

test('what was answered stays answered, whatever is put aside later', () => {
  expect(outcomes({ ...answered('09:30'), excusedAt: at('09:40') })).toEqual(['firstReply met'])
  expect(outcomes({ ...answered('09:30'), closedAt: at('09:40'), excusedAt: at('09:40') })).toEqual(['firstReply met'])
  const second = { ...answered('09:20'), answered: { since: at('09:25'), at: at('09:30') } }
  expect(outcomes({ ...second, closedAt: at('09:40'), excusedAt: at('09:40') })).toEqual(['nextReply met'])
})

test('a deletion does not excuse what is closed later without an answer', () => {
  expect(standing(ticket({ excusedAt: at('09:05'), closedAt: at('11:30') }), '12:00')).toContain('missed')
})

test('one deleted message does not excuse another that waits', () => {
  expect(standing(ticket({ excusedAt: at('09:05') }), '12:00')).toContain('late firstReply')
})

test('the split shift of a team moves the warning as well', () => {
  const shifts = new Map([['Office', schedule(everyDay('8-12', '13:30-18'))]])
  const noon = ticket({ openedAt: at('11:30'), waitingSince: at('11:30') })
  expect(standing(noon, '11:45', [inOffice], shifts)).toEqual(
    'running firstReply, counts firstReply 14:00, changes 13:45',
  )
})

function answered(time: string) {
  return ticket({ waitingSince: null, firstReplyAt: at(time) })
}

function standing(
  facts: TicketFacts,
  now: string,
  targets: Target[] = hour,
  schedules: Map<string, OpeningHours> = office,
) {
  const { state, promise, counts, changesAt } = clock(facts, targets, schedules, at(now))
  const counted = counts ? `${counts.what} ${time(counts.at)}` : 'nothing'
  return `${state} ${promise?.metric ?? 'none'}, counts ${counted}, changes ${changesAt ? time(changesAt) : 'never'}`
}

function outcomes(facts: TicketFacts) {
  return promisesOf(facts, hour, office).map((promise) => `${promise.metric} ${outcome(promise)}`)
}

function took(facts: TicketFacts) {
  return promisesOf(facts, hour, office).map(
    ({ metric, since, stoppedAt }) => `${metric} ${stoppedAt?.since(since).total('minutes')} min`,
  )
}

function time(instant: Temporal.Instant) {
  return instant
    .toString()
    .replace('2024-01-17T', '')
    .replace(/(:00)?Z$/, '')
}
