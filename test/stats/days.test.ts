import { expect, test } from 'vitest'
import { rangeOf, readDays } from '../../src/stats/days.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-12')
const said = (words: string) => {
  const days = readDays(words, today)
  return days && `${days.from}..${days.to}`
}

test('spans of days, with today and without the last day named', () => {
  expect(said('today')).toBe('2026-11-12..2026-11-13')
  expect(said('yesterday')).toBe('2026-11-11..2026-11-12')
  expect(said('7d')).toBe('2026-11-06..2026-11-13')
  expect(said('2026-11-01..2026-11-15')).toBe('2026-11-01..2026-11-15')
})

test('what is no span of days is refused', () => {
  for (const words of [
    '',
    '0d',
    '2026-11-15..2026-11-01',
    '2026-11-31..2026-12-02',
    '2026-11-01..',
    '2026-11-01',
    'tomorrow',
  ])
    expect(said(words)).toBeUndefined()
})

test.each([
  ['Europe/Belgrade', '2026-03-29', 23],
  ['Europe/Belgrade', '2026-10-25', 25],
  ['America/New_York', '2026-11-01', 25],
  ['America/New_York', '2026-03-08', 23],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
])('in %s the %s has %d hours', (zone, date, hours) => {
  const { from, to } = rangeOf({ from: day(date), to: day(date).add({ days: 1 }) }, zone)
  expect(from.until(to).total('hours')).toBe(hours)
})

test('a day whose midnight is skipped begins at its first moment', () => {
  const { from, to } = rangeOf({ from: day('2026-04-24'), to: day('2026-04-25') }, 'Africa/Cairo')
  expect(from.toZonedDateTimeISO('Africa/Cairo').hour).toBe(1)
  expect(from.until(to).total('hours')).toBe(23)
})
