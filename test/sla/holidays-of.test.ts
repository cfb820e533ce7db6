import { expect, test } from 'vitest'
import { checkSchedule } from '../../src/sla/check-schedule.ts'
import { holidaysOf } from '../../src/sla/holidays-of.ts'
import { schedule, workWeek } from './schedules.ts'

test('the public holidays of a country can be taken over', async () => {
  const days = await holidaysOf('DE', 2026)
  expect(days).toContainEqual({ date: '2026-12-25', name: '1. Weihnachtstag', hours: [] })
  expect(days?.map(({ date }) => date)).not.toContain('2026-01-06')
})

test('a state has holidays of its own', async () => {
  expect((await holidaysOf('de-by', 2026))?.map(({ date }) => date)).toContain('2026-01-06')
})

test('a feast of several days closes each of them, a half day none', async () => {
  const [egypt, haiti] = [await holidaysOf('EG', 2027), await holidaysOf('HT', 2027)]
  expect(egypt?.map(({ date }) => date)).toEqual(
    expect.arrayContaining(['2027-05-16', '2027-05-17', '2027-05-18', '2027-05-19']),
  )
  expect(haiti?.map(({ date }) => date)).not.toContain('2027-02-08')
})

test('a country or a state that is not known has none to offer', async () => {
  expect(await holidaysOf('XX', 2026)).toBe(null)
  expect(await holidaysOf('DE-XX', 2026)).toBe(null)
  expect(await holidaysOf('', 2026)).toBe(null)
})

test.each(['RS', 'US', 'GB', 'JP', 'SA', 'IN', 'BR', 'IL'])(
  'the holidays of %s make a sound schedule',
  async (country) => {
    const holidays = (await holidaysOf(country, 2027)) ?? []
    expect(holidays.length).toBeGreaterThan(0)
    expect(checkSchedule({ ...schedule(workWeek), holidays })).toEqual([])
  },
)
