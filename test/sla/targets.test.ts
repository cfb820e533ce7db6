import { expect, test } from 'vitest'
import type { OpeningHours } from '../../src/sla/schedule.ts'
import { defaultTargets, type Metric, type Target, tightest } from '../../src/sla/targets.ts'
import { schedule, workWeek } from './schedules.ts'
import { at, minutes, ticket } from './tickets.ts'

const schedules = new Map<string, OpeningHours>([['Office', schedule(workWeek)]])
const everyone: Target = { when: {}, firstReply: minutes(60), schedule: 'Office' }
const urgent: Target = { when: { priority: 'urgent' }, firstReply: minutes(15), schedule: 'Office' }

test('with opening hours and no promise of its own, a team promises an hour of them', () => {
  const expected = { when: {}, due: '2024-01-18T10:00:00Z' }
  expect(chosen(defaultTargets(60, 'Office'), {}, 'firstReply', '23:30')).toEqual(expected)
})

test('without settings an hour is promised for the first and each next reply, around the clock', () => {
  expect(chosen(defaultTargets(60), {}, 'firstReply', '23:30')).toEqual({ when: {}, due: '2024-01-18T00:30:00Z' })
  expect(chosen(defaultTargets(60), {}, 'nextReply', '23:30')).toEqual({ when: {}, due: '2024-01-18T00:30:00Z' })
  expect(chosen(defaultTargets(60), {}, 'resolution', '23:30')).toBe(null)
})

test('the tightest promise that fits applies, and says which one it is', () => {
  expect(chosen([everyone, urgent], { priority: 'urgent' })).toEqual({
    when: { priority: 'urgent' },
    due: '2024-01-17T10:15:00Z',
  })
  expect(chosen([everyone, urgent], { priority: 'normal' })).toEqual({ when: {}, due: '2024-01-17T11:00:00Z' })
})

test('the tightest is the one that ends first, not the one with the smaller number', () => {
  const twoHoursAnyTime: Target = { when: {}, firstReply: minutes(120) }
  expect(chosen([everyone, twoHoursAnyTime], {}, 'firstReply', '20:00')?.due).toBe('2024-01-17T22:00:00Z')
})

test('of two that end together the one that asks for more is the reason', () => {
  const priv: Target = { when: { place: 'private' }, firstReply: minutes(60), schedule: 'Office' }
  expect(chosen([everyone, priv], { place: 'private' })?.when).toEqual({ place: 'private' })
  expect(chosen([priv, everyone], { place: 'private' })?.when).toEqual({ place: 'private' })
})

test.each([
  ['account', { account: 'lumen_de' }, { account: 'lumen_fr' }],
  ['place', { place: 'review' }, { place: 'public' }],
  ['priority', { priority: 'high' }, { priority: 'low' }],
  ['tag', { tag: 'refund' }, { tags: ['late delivery'] }],
] as const)('a promise for one %s leaves the others alone', (_, when, other) => {
  const target: Target = { when, firstReply: minutes(15) }
  const fitting = { account: 'lumen_de', place: 'review', priority: 'high', tags: ['late delivery', 'refund'] } as const
  expect(chosen([target], fitting)).not.toBe(null)
  expect(chosen([target], { ...fitting, ...other })).toBe(null)
})

test('all conditions of a promise must hold', () => {
  const target: Target = { when: { place: 'private', priority: 'urgent' }, firstReply: minutes(15) }
  expect(chosen([target], { place: 'private', priority: 'normal' })).toBe(null)
  expect(chosen([target], { place: 'private', priority: 'urgent' })).not.toBe(null)
})

test('a promise in hours that do not exist is an error, never a guess', () => {
  expect(() => chosen([{ when: {}, firstReply: minutes(15), schedule: 'Night' }], {})).toThrow('Night')
})

function chosen(
  targets: Target[],
  changes: Parameters<typeof ticket>[0],
  metric: Metric = 'firstReply',
  from = '10:00',
) {
  const best = tightest(targets, schedules, ticket(changes), metric, at(from))
  return best && { when: best.target.when, due: best.due.toString() }
}
