import { expect, test } from 'vitest'
import { defaultLadder, type Ladder } from '../../src/sla/ladder.ts'
import { nextReminder } from '../../src/sla/next-reminder.ts'
import { type Owned, reminders } from '../../src/sla/reminders.ts'
import type { OpeningHours } from '../../src/sla/schedule.ts'
import { defaultTargets, type Target } from '../../src/sla/targets.ts'
import { schedule, workWeek } from './schedules.ts'
import { at, minutes, ticket } from './tickets.ts'

const schedules = new Map<string, OpeningHours>([['Office', schedule(workWeek)]])
const hour = defaultTargets(60)
const inOffice: Target[] = [{ when: {}, firstReply: minutes(60), nextReply: minutes(60), schedule: 'Office' }]
const patient: Ladder = { ...defaultLadder, releaseAfter: null }

test('a ticket nobody owns shows at half time, mentions those on duty at three quarters, and the leads once late', () => {
  expect(plan(owned())).toEqual(['09:30 channel-50', '09:45 duty-75', '10:00:00.001 leads-100'])
})

test('an owner is mentioned once before and once after, then the ticket is offered again', () => {
  expect(plan(owned({ claimedAt: at('09:05') }))).toEqual([
    '09:45 owner-75',
    '10:00:00.001 owner-100',
    '10:00:00.001 leads-100',
    '12:00 release',
  ])
})

test('who claims late is not reminded of what was on the card', () => {
  expect(plan(owned({ claimedAt: at('09:50') }))).not.toContain('09:45 owner-75')
  expect(plan(owned({ claimedAt: at('10:30') }))).toEqual(['10:00:00.001 leads-100', '12:30 release'])
})

test('an owner who does something after the miss keeps the ticket for longer', () => {
  expect(plan(owned({ claimedAt: at('09:05'), ownerActedAt: at('11:00') }))).toContain('13:00 release')
})

test('without a time for it nothing is released', () => {
  expect(plan(owned({ claimedAt: at('09:05') }), { ladder: patient })).not.toContain('12:00 release')
})

test('an answered or closed ticket says nothing', () => {
  expect(plan(owned({ waitingSince: null, firstReplyAt: at('09:20') }))).toEqual([])
  expect(plan(owned({ closedAt: at('09:20'), windowUntil: at('17:05') }))).toEqual([])
})

test('fifteen minutes before a reply window closes the owner is told, whatever the promise', () => {
  expect(plan(owned({ claimedAt: at('09:05'), windowUntil: at('17:05') }))).toContain('16:50 window')
  expect(plan(owned({ windowUntil: at('09:20') }), { targets: [] })).toEqual(['09:05 window'])
})

test('a window that closes at night is said before the team goes home', () => {
  const facts = owned({ waitingSince: at('10:00'), windowUntil: at('22:00') })
  expect(plan(facts, { targets: inOffice })).toContain('16:45 window')
})

test('a window can be said at night where the lead wants it so', () => {
  const facts = owned({ windowUntil: at('22:00') })
  expect(plan(facts, { targets: inOffice, ladder: { ...patient, windowAlways: true } })).toContain('21:45 window')
})

test('a window that closes on the next holiday of those who work on Wednesdays is said before they go home a week earlier', () => {
  const wednesdays = new Map([['Office', schedule({ wed: ['9-17'] }, { holidays: { '2024-01-24': [] } })]])
  const said = reminders(owned({ windowUntil: at('2024-01-24T17:10') }), inOffice, wednesdays, patient)
  expect(said.find(({ kind }) => kind === 'window')?.at).toEqual(at('16:45'))
})

test('a window that opens and closes while nobody is there is said in the morning', () => {
  const facts = owned({ openedAt: at('18:00'), waitingSince: at('18:00'), windowUntil: at('22:00') })
  expect(plan(facts, { targets: inOffice })).toContain('2024-01-18T09:00 window')
})

test('"I\'ll come back" is said at its time, also in the evening', () => {
  const facts = owned({
    waitingSince: null,
    firstReplyAt: at('09:20'),
    claimedAt: at('09:05'),
    promisedAt: at('19:00'),
  })
  expect(plan(facts, { targets: inOffice })).toEqual(['19:00 comeBack'])
})

test('outside opening hours it is quiet: what ends with the day is said the next morning', () => {
  const facts = owned({ openedAt: at('16:00'), waitingSince: at('16:00') })
  expect(plan(facts, { targets: inOffice })).toEqual([
    '16:30 channel-50',
    '16:45 duty-75',
    '2024-01-18T09:00 leads-100',
  ])
})

test('what the lead marks as always is said at once', () => {
  const steps = defaultLadder.steps.map((step) => ({ ...step, always: true }))
  const facts = owned({ openedAt: at('16:00'), waitingSince: at('16:00') })
  expect(plan(facts, { targets: inOffice, ladder: { ...patient, steps } })).toContain('17:00:00.001 leads-100')
})

test('promises around the clock can still be quiet at night', () => {
  const facts = owned({ openedAt: at('20:00'), waitingSince: at('20:00') })
  expect(plan(facts, { ladder: { ...patient, schedule: 'Office' } })).toEqual([
    '2024-01-18T09:00 channel-50',
    '2024-01-18T09:00 duty-75',
    '2024-01-18T09:00 leads-100',
  ])
})

test('a snoozed ticket is quiet until it wakes, but the leads see that it is late', () => {
  const facts = owned({ claimedAt: at('09:05'), snoozedUntil: at('10:30') })
  expect(plan(facts)).toEqual(['10:00:00.001 leads-100', '10:30 owner-75', '10:30 owner-100', '12:30 release'])
})

test('a step past the promise counts on from it', () => {
  const steps = [{ ticket: 'any', at: 150, tell: 'leads', always: false }] as const
  expect(plan(owned(), { ladder: { ...patient, steps } })).toEqual(['10:30:00.001 leads-150'])
})

test('the next thing to say is the first that was not said', () => {
  const all = reminders(owned({ claimedAt: at('09:05') }), hour, schedules)
  expect(nextReminder(all, new Set(), at('09:10'))?.kind).toBe('owner-75')
  expect(nextReminder(all, new Set([key(all, 'owner-75')]), at('09:50'))?.kind).toBe('owner-100')
  expect(nextReminder(all, new Set(all.map((one) => one.key)), at('09:50'))).toBe(null)
})

test('after a day without the app nobody is warned of what is late already', () => {
  const all = reminders(owned({ claimedAt: at('09:05') }), hour, schedules, patient)
  const said = new Set<string>()
  expect(sayAll(all, said, '20:00')).toEqual(['owner-100', 'leads-100'])
  expect(sayAll(all, said, '20:01')).toEqual([])
})

test('a clock that jumps back says nothing twice', () => {
  const all = reminders(owned({ claimedAt: at('09:05') }), hour, schedules, patient)
  const said = new Set<string>()
  expect(sayAll(all, said, '10:05')).toEqual(['owner-100', 'leads-100'])
  expect(sayAll(all, said, '09:50')).toEqual([])
  expect(sayAll(all, said, '10:05')).toEqual([])
})

test('a window and a promise do not silence each other', () => {
  const all = reminders(owned({ claimedAt: at('09:05'), windowUntil: at('10:10') }), hour, schedules, patient)
  expect(sayAll(all, new Set(), '10:30').toSorted()).toEqual(['leads-100', 'owner-100', 'window'])
})

test('the same thing has the same key on every replica, and another promise has another', () => {
  const first = reminders(owned(), hour, schedules).map((one) => one.key)
  expect(reminders(owned(), hour, schedules).map((one) => one.key)).toEqual(first)
  expect(reminders(owned({ id: '1043' }), hour, schedules).map((one) => one.key)).not.toEqual(first)
  expect(first[0]).toBe('1042 channel-50 2024-01-17T10:00:00Z')
  const next = reminders(owned({ firstReplyAt: at('09:20'), waitingSince: at('11:00') }), hour, schedules)
  expect(next.map((one) => one.key).filter((key) => first.includes(key))).toEqual([])
})

function owned(changes: Partial<Owned> = {}): Owned {
  return { ...ticket(), id: '1042', claimedAt: null, ownerActedAt: null, ownerToldAt: null, ...changes }
}

function plan(facts: Owned, { targets = hour, ladder = defaultLadder }: { targets?: Target[]; ladder?: Ladder } = {}) {
  return reminders(facts, targets, schedules, ladder).map(({ at, kind }) => `${time(at)} ${kind}`)
}

function key(all: ReturnType<typeof reminders>, kind: string) {
  return all.find((step) => step.kind === kind)?.key ?? ''
}

function sayAll(all: ReturnType<typeof reminders>, said: Set<string>, now: string) {
  const kinds: string[] = []
  for (;;) {
    const next = nextReminder(all, said, at(now))
    if (!next || Temporal.Instant.compare(next.at, at(now)) > 0) return kinds
    kinds.push(next.kind)
    said.add(next.key)
  }
}

function time(instant: Temporal.Instant) {
  return instant
    .toString()
    .replace('2024-01-17T', '')
    .replace(/(:00)?Z$/, '')
}
