import { expect, test } from 'vitest'
import { snoozeUntil } from '../../src/sla/snooze-until.ts'

// A Wednesday, 15:20 in Berlin.
const now = Temporal.Instant.from('2026-10-21T13:20:00Z')

test.each([
  ['1 hour', '2026-10-21 16:20'],
  ['in 2 hours', '2026-10-21 17:20'],
  ['an hour', '2026-10-21 16:20'],
  ['half an hour', '2026-10-21 15:50'],
  ['15m', '2026-10-21 15:35'],
  ['1h 30m', '2026-10-21 16:50'],
  ['1 hour and 10 minutes', '2026-10-21 16:30'],
  ['3 days', '2026-10-24 15:20'],
  ['a week', '2026-10-28 15:20'],
  ['16:00', '2026-10-21 16:00'],
  ['until 16:00', '2026-10-21 16:00'],
  ['14:00', '2026-10-22 14:00'],
  ['at 9', '2026-10-22 09:00'],
  ['9am', '2026-10-22 09:00'],
  ['4:30 PM', '2026-10-21 16:30'],
  ['12am', '2026-10-22 00:00'],
  ['noon', '2026-10-22 12:00'],
  ['tomorrow', '2026-10-22 09:00'],
  ['Tomorrow 9:00', '2026-10-22 09:00'],
  ['tomorrow at 14', '2026-10-22 14:00'],
  ['today 18:00', '2026-10-21 18:00'],
  ['Monday', '2026-10-26 09:00'],
  ['mon 10:30', '2026-10-26 10:30'],
  ['Wednesday 16:00', '2026-10-21 16:00'],
  ['Wednesday 9:00', '2026-10-28 09:00'],
  ['next Wednesday 16:00', '2026-10-28 16:00'],
  ['2026-12-24', '2026-12-24 09:00'],
  ['2026-12-24 10:00', '2026-12-24 10:00'],
  ['24 Dec', '2026-12-24 09:00'],
  ['December 24th at 10:00', '2026-12-24 10:00'],
  ['24.12. 10:00', '2026-12-24 10:00'],
  ['3 March', '2027-03-03 09:00'],
])('"%s" is read in the zone of the agent', (text, wall) => {
  expect(read(text)).toBe(wall)
})

test('tomorrow at the same time, although the clocks change at night', () => {
  const saturday = Temporal.Instant.from('2026-10-24T13:20:00Z')
  expect(read('1 day', saturday)).toBe('2026-10-25 15:20')
  expect(read('24 hours', saturday)).toBe('2026-10-25 14:20')
  expect(read('14:00', saturday)).toBe('2026-10-25 14:00')
})

test.each([
  '',
  'later',
  '9',
  '30',
  '12/24',
  '25:00',
  '14:75',
  '13pm',
  '2026-02-30',
  'tomorrow later',
  '31 foo',
  'an hours ago',
])('"%s" is refused with an example of what can be typed', (text) => {
  expect(read(text)).toBe(`"${text}" is no time Roost knows. Try "2 hours", "tomorrow 9:00" or "2026-12-24 10:00".`)
})

test('what has passed, or is very far away, is refused', () => {
  expect(read('today 9:00')).toBe('"today 9:00" has passed. Choose a later time.')
  expect(read('2026-10-01')).toBe('"2026-10-01" has passed. Choose a later time.')
  expect(read('0 minutes')).toBe('"0 minutes" has passed. Choose a later time.')
  expect(read('2036-10-01')).toBe('"2036-10-01" is more than a year away. Choose an earlier time.')
})

function read(text: string, from = now) {
  const snooze = snoozeUntil(text, 'Europe/Berlin', from)
  if ('refusal' in snooze) return snooze.refusal
  return snooze.until
    .toZonedDateTimeISO('Europe/Berlin')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
}
