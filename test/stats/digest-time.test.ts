import { expect, test } from 'vitest'
import { type DigestRule, dueDigest, spanOf } from '../../src/stats/digest-time.ts'
import { at } from './company.ts'

const belgrade: DigestRule = { zone: 'Europe/Belgrade', time: '09:00', works: ({ dayOfWeek }) => dayOfWeek <= 5 }
const started = at('2026-01-01T00:00:00Z')
const due = (rule: DigestRule, now: string, last?: string, start = started) => {
  const found = dueDigest(rule, { last: last ? Temporal.PlainDate.from(last) : undefined, started: start }, at(now))
  return found && `${found.day} ${found.at}`
}

test('due at its time, once a date', () => {
  expect(due(belgrade, '2026-11-12T07:59:59.999Z', '2026-11-11')).toBeUndefined()
  expect(due(belgrade, '2026-11-12T08:00:00Z', '2026-11-11')).toBe('2026-11-12 2026-11-12T08:00:00Z')
  expect(due(belgrade, '2026-11-12T08:01:00Z', '2026-11-12')).toBeUndefined()
})

test('none on days nobody works; Monday’s is next after Friday’s', () => {
  expect(due(belgrade, '2026-11-15T12:00:00Z', '2026-11-13')).toBeUndefined()
  expect(due(belgrade, '2026-11-16T07:59:59Z', '2026-11-13')).toBeUndefined()
  expect(due(belgrade, '2026-11-16T08:00:00Z', '2026-11-13')).toBe('2026-11-16 2026-11-16T08:00:00Z')
})

test('after days without the app there is one, the latest', () => {
  expect(due(belgrade, '2026-11-12T06:00:00Z', '2026-11-05')).toBe('2026-11-11 2026-11-11T08:00:00Z')
})

test('it covers all since the last one, and the first since the time before', () => {
  const found = dueDigest(belgrade, { last: undefined, started }, at('2026-11-16T08:00:10Z'))
  if (!found) throw new Error('It is due')
  const now = at('2026-11-16T08:00:10Z')
  expect(spanOf(belgrade, found, at('2026-11-13T08:00:04Z'), now).from.toString()).toBe('2026-11-13T08:00:04Z')
  const { from, to } = spanOf(belgrade, found, undefined, now)
  expect(`${from} ${to}`).toBe('2026-11-13T08:00:00Z 2026-11-16T08:00:10Z')
})

test('none for a time before the first start', () => {
  expect(due(belgrade, '2026-11-12T10:00:00Z', undefined, at('2026-11-12T09:30:00Z'))).toBeUndefined()
  expect(due(belgrade, '2026-11-13T08:00:00Z', undefined, at('2026-11-12T09:30:00Z'))).toMatch(/^2026-11-13/)
})

test.each([
  ['Europe/Belgrade', '02:30', '2026-03-29', '03:30:00'],
  ['America/New_York', '02:30', '2026-03-08', '03:30:00'],
  ['Australia/Lord_Howe', '02:15', '2026-10-04', '02:45:00'],
])('in %s, %s is skipped on %s: it fires once, at %s', (zone, time, date, fires) => {
  const rule = { zone, time, works: () => true }
  const day = Temporal.PlainDate.from(date)
  const facts = { last: day.subtract({ days: 1 }), started }
  const moment = day.toZonedDateTime({ timeZone: zone, plainTime: fires }).toInstant()
  expect(dueDigest(rule, facts, moment.subtract({ milliseconds: 1 }))).toBeUndefined()
  const found = dueDigest(rule, facts, moment)
  expect(`${found?.day} ${found?.at}`).toBe(`${date} ${moment}`)
  for (const hours of [1, 3, 20])
    expect(dueDigest(rule, { ...facts, last: found?.day }, moment.add({ hours }))).toBeUndefined()
})

test.each([
  ['Europe/Belgrade', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
  ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
])('a time that comes twice in %s fires the first time only', (zone, first, second) => {
  const hour = zone === 'Europe/Belgrade' ? '02:30' : '01:30'
  const rule = { zone, time: hour, works: () => true }
  const found = dueDigest(rule, { last: undefined, started }, at(first))
  expect(found?.at.toString()).toBe(first)
  expect(dueDigest(rule, { last: found?.day, started }, at(second))).toBeUndefined()
})
