import { expect, test } from 'vitest'
import { add } from '../../src/sla/add.ts'
import { between } from '../../src/sla/between.ts'
import type { OpeningHours, Schedule } from '../../src/sla/schedule.ts'
import { everyDay, schedule, workWeek } from './schedules.ts'

const office = schedule(workWeek)
const tuesdays = schedule({ tue: ['9-17'] }, { holidays: { '2023-10-10': [] } })

test.each([
  ['V1 Friday afternoon runs over to Monday', office, '2024-01-19T16:30', 60, '2024-01-22T09:30'],
  ['V2 before opening the clock waits for opening', office, '2024-01-17T07:00', 120, '2024-01-17T11:00'],
  ['V3 after closing it waits for the next morning', office, '2024-01-17T18:00', 120, '2024-01-18T11:00'],
  ['V4 a weekend counts for nothing', office, '2024-01-20T10:00', 120, '2024-01-22T11:00'],
  ['V5 ten hours take two mornings', office, '2024-01-15T16:00', 600, '2024-01-17T10:00'],
  [
    'V6 due at closing time stays at closing time',
    schedule({ mon: ['9-17'], tue: ['9-20'] }),
    '2024-01-15T16:00',
    720,
    '2024-01-16T20:00',
  ],
  [
    'V7 the schedule has its own zone',
    schedule(workWeek, { zone: 'America/New_York' }),
    '2024-01-19T16:00',
    120,
    '2024-01-22T10:00',
  ],
  ['V8 half an hour late on Friday is due on Monday', office, '2024-01-19T16:45', 30, '2024-01-22T09:15'],
  [
    'what a night shares with the next morning is open once',
    schedule({ sun: ['22-6'], mon: ['5-9'] }),
    '2024-01-15T04:00',
    180,
    '2024-01-15T07:00',
  ],
  ['V12 ten minutes overnight are due at 9:10', office, '2024-01-17T18:30', 10, '2024-01-18T09:10'],
  ['V14 a day means 24 open hours', office, '2024-01-19T16:55', 24 * 60, '2024-01-24T16:55'],
  ['V15 a holiday moves it by a week', tuesdays, '2023-10-10T10:00', 60, '2023-10-17T10:00'],
  [
    'V16 two open days take 15 hours',
    schedule({ tue: ['9-17'], wed: ['9-17'] }),
    '2023-10-10T09:00',
    900,
    '2023-10-11T16:00',
  ],
  ['V17 in Kolkata', schedule({ tue: ['9-17'] }, { zone: 'Asia/Kolkata' }), '2023-10-11T01:30', 60, '2023-10-17T10:00'],
  [
    'a split shift skips the lunch break',
    schedule(everyDay('8-12', '13:30-18')),
    '2024-01-15T11:45',
    30,
    '2024-01-15T13:45',
  ],
  [
    'spans may be named in any order',
    schedule(everyDay('13:30-18', '8-12')),
    '2024-01-15T11:45',
    30,
    '2024-01-15T13:45',
  ],
  [
    'a night belongs to the day it begins on',
    schedule({ fri: ['22-6'] }),
    '2024-01-19T23:00',
    8 * 60,
    '2024-01-26T23:00',
  ],
  [
    'a night that begins on a holiday is closed',
    schedule(everyDay('22-6'), { holidays: { '2024-01-16': [] } }),
    '2024-01-16T05:00',
    120,
    '2024-01-17T23:00',
  ],
  [
    'the night before a holiday is worked to its end',
    schedule(everyDay('22-6'), { holidays: { '2024-01-16': [] } }),
    '2024-01-16T04:00',
    120,
    '2024-01-16T06:00',
  ],
  [
    'a half holiday has its own hours',
    schedule(workWeek, { holidays: { '2024-01-16': ['9-12'] } }),
    '2024-01-16T11:30',
    60,
    '2024-01-17T09:30',
  ],
  [
    'a holiday may open a day that is closed otherwise',
    schedule(workWeek, { holidays: { '2024-01-20': ['10-12'] } }),
    '2024-01-19T16:30',
    60,
    '2024-01-20T10:30',
  ],
  [
    'a skipped hour is not worked',
    schedule(everyDay('22-6'), { zone: 'Europe/Berlin' }),
    '2024-03-30T22:00',
    7 * 60,
    '2024-03-31T06:00',
  ],
  [
    'a repeated hour is worked twice',
    schedule(everyDay('22-6'), { zone: 'Europe/Berlin' }),
    '2024-10-26T22:00',
    9 * 60,
    '2024-10-27T06:00',
  ],
  [
    'hours that open inside the skipped hour open right after it',
    schedule(everyDay('02:30-6'), { zone: 'Europe/Berlin' }),
    '2024-03-31T00:00',
    60,
    '2024-03-31T04:00',
  ],
  [
    'Lord Howe moves by half an hour',
    schedule(everyDay('0-6'), { zone: 'Australia/Lord_Howe' }),
    '2024-04-07T00:00',
    390,
    '2024-04-07T06:00',
  ],
  [
    'Apia never had the 30th of December 2011',
    schedule(everyDay('9-17'), { zone: 'Pacific/Apia' }),
    '2011-12-29T16:00',
    120,
    '2011-12-31T10:00',
  ],
])('%s', (_, hours: Schedule, from, minutes, due) => {
  const start = at(from, hours.zone)
  expect(add(hours, start, Temporal.Duration.from({ minutes })).toString()).toBe(at(due, hours.zone).toString())
  expect(between(hours, start, at(due, hours.zone)).total('minutes')).toBe(minutes)
})

test.each([
  ['V9 before opening does not count', office, '2024-01-17T08:00', '2024-01-17T09:20', 20],
  ['V11 half past eight to a quarter past nine took 15 minutes', office, '2024-01-17T08:30', '2024-01-17T09:15', 15],
  ['V13 answered just after opening', office, '2024-01-17T06:00', '2024-01-17T09:05', 5],
  ['V13 answered before opening took no time', office, '2024-01-17T06:00', '2024-01-17T08:45', 0],
  ['the other way round is negative', office, '2024-01-17T09:20', '2024-01-17T08:00', -20],
])('%s', (_, hours: Schedule, from, to, minutes) => {
  expect(between(hours, at(from), at(to)).total('minutes')).toBe(minutes)
})

test('new hours hold from their moment on, also in the middle of an open day', () => {
  const versions = [
    { from: at('2024-01-01T00:00'), schedule: office },
    { from: at('2024-01-17T12:00'), schedule: schedule(everyDay('8-12', '14-22')) },
  ]
  expect(due(versions, '2024-01-17T11:30', 60)).toBe('2024-01-17T14:30:00Z')
  expect(due(versions, '2024-01-17T07:00', 60)).toBe('2024-01-17T10:00:00Z')
  expect(due(versions, '2024-01-17T17:30', 60)).toBe('2024-01-17T18:30:00Z')
})

test('the first version also holds for what is older than it', () => {
  expect(due([{ from: at('2024-02-01T00:00'), schedule: office }], '2024-01-17T08:00', 60)).toBe('2024-01-17T10:00:00Z')
})

test('no time at all is due at once, also while it is closed', () => {
  expect(due(office, '2024-01-20T10:00', 0)).toBe('2024-01-20T10:00:00Z')
})

test('milliseconds are kept', () => {
  const from = Temporal.Instant.from('2024-01-19T16:59:59.250Z')
  expect(add(office, from, Temporal.Duration.from({ seconds: 1 })).toString()).toBe('2024-01-22T09:00:00.25Z')
})

test('time cannot be taken back', () => {
  expect(() => due(office, '2024-01-20T10:00', -1)).toThrow(RangeError)
})

test('hours that open only on a day long past end in an error, not in an endless search', () => {
  const past = schedule({}, { holidays: { '2020-01-01': ['9-17'] } })
  expect(() => due(past, '2024-01-20T10:00', 60)).toThrow('Office never opens again.')
  expect(() => between(past, at('2024-01-20T10:00'), at('2034-01-20T10:00'))).toThrow('Office never opens again.')
})

test('a summer closed for ninety days is no error', () => {
  const closed = Array.from({ length: 90 }, (_, day) =>
    Temporal.PlainDate.from('2024-06-01').add({ days: day }).toString(),
  )
  const summer = schedule({ mon: ['9-17'] }, { holidays: Object.fromEntries(closed.map((date) => [date, []])) })
  expect(due(summer, '2024-06-01T00:00', 60)).toBe('2024-09-02T10:00:00Z')
})

function due(hours: OpeningHours, from: string, minutes: number) {
  return add(hours, at(from), Temporal.Duration.from({ minutes })).toString()
}

function at(time: string, zone = 'UTC') {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(zone).toInstant()
}
