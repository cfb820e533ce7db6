import { expect, test } from 'vitest'
import { checkSchedule } from '../../src/sla/check-schedule.ts'
import { readSpan } from '../../src/sla/read-span.ts'
import { aroundTheClock, type Schedule } from '../../src/sla/schedule.ts'
import { everyDay, schedule, workWeek } from './schedules.ts'

test.each([
  ['office hours', schedule(workWeek)],
  ['nights that meet the next day', schedule(everyDay('6-22', '22-6'))],
  ['a night that reaches into the next morning’s hours', schedule({ sun: ['22-6'], mon: ['5-9'] })],
  ['a whole day, every day', aroundTheClock],
  ['a half holiday', schedule(workWeek, { holidays: { '2024-12-24': ['9-12'], '2024-12-25': [] } })],
  ['a zone with an offset of its own', schedule(workWeek, { zone: 'Asia/Kathmandu' })],
])('%s are fine', (_, sound) => {
  expect(checkSchedule(sound)).toEqual([])
})

test.each([
  ['V18 no open time', schedule({}), 'These hours never open. Give at least one weekday hours.'],
  [
    'open only on a holiday',
    schedule({}, { holidays: { '2024-12-24': ['9-12'] } }),
    'These hours never open. Give at least one weekday hours.',
  ],
  [
    'an unknown zone',
    schedule(workWeek, { zone: 'Europe/Belgrad' }),
    '"Europe/Belgrad" is not a time zone. Write one such as Europe/Belgrade.',
  ],
  [
    'an offset as a zone',
    schedule(workWeek, { zone: '+02:00' }),
    '"+02:00" is not a time zone. Write one such as Europe/Belgrade.',
  ],
  [
    'overlapping spans',
    schedule({ mon: ['12-18', '8-12:30'] }),
    '08:00-12:30 overlaps 12:00-18:00. Let one end before the next begins.',
  ],
  [
    'a holiday listed twice',
    {
      ...schedule(workWeek),
      holidays: [
        { date: '2024-12-25', hours: [] },
        { date: '2024-12-25', hours: [] },
      ],
    },
    '2024-12-25 is listed twice. Keep one of them.',
  ],
  [
    'a date that does not exist',
    schedule(workWeek, { holidays: { '2023-02-29': [] } }),
    '"2023-02-29" is not a date. Write it as 2026-12-25.',
  ],
  [
    'a span that ends before it begins',
    { ...schedule({}), hours: { ...schedule(workWeek).hours, mon: [{ from: 600, to: 540 }] } },
    'Each span closes less than 24 hours after it opens, or is 00:00-24:00.',
  ],
])('%s is refused', (_, wrong: Schedule, sentence) => {
  expect(checkSchedule(wrong).map((problem) => problem.sentence)).toEqual([sentence])
})

test('each problem says where it stands', () => {
  const wrong = schedule({ mon: ['8-12', '11-13'] }, { zone: 'Nowhere', holidays: { '2024-13-01': [] } })
  expect(checkSchedule(wrong).map(({ path }) => path.join('.'))).toEqual(['zone', 'hours.mon', 'holidays.0'])
})

test.each([
  ['08:00-12:00', { from: 480, to: 720 }],
  ['9-17', { from: 540, to: 1020 }],
  ['9:30 – 17', { from: 570, to: 1020 }],
  ['22:00-06:00', { from: 1320, to: 1800 }],
  ['18:00-00:00', { from: 1080, to: 1440 }],
  ['00:00-24:00', { from: 0, to: 1440 }],
])('%s is read', (text, span) => {
  expect(readSpan(text)).toEqual(span)
})

test.each(['', '8', '25:00-26:00', '24:00-06:00', '08:60-09:00', '9-9', 'nine to five', '8-12-14', '08:00-24:01'])(
  '"%s" is no span of time',
  (text) => {
    expect(readSpan(text)).toBe(null)
  },
)
