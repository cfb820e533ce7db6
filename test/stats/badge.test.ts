import { expect, test } from 'vitest'
import { tickets } from '../../src/db/schema.ts'
import { type BadgeMessage, badge } from '../../src/stats/badge.ts'
import { badgeMessages } from '../../src/stats/badge-messages.ts'
import { badgeWords } from '../../src/stats/badge-words.ts'
import { badges } from '../../src/stats/badges.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company, ticket } from './company.ts'

const MINUTE = 60_000
const now = at('2026-11-20T12:00:00Z')

/** Conversations of minutes before now: the customer's messages are numbers, our replies strings. */
function conversations(...all: (number | string)[][]): BadgeMessage[] {
  return all.flatMap((said, index) =>
    said.map((minutes) => ({
      ...{ ticketId: index + 1, customerId: index + 1, leftOut: false },
      from: typeof minutes === 'string' ? ('us' as const) : ('customer' as const),
      at: now.subtract({ minutes: Number(minutes) }),
    })),
  )
}

test('nobody wrote: no rate, no time, no badge', () => {
  expect(badge([], now)).toEqual({
    ...{ openers: 0, answered: 0, rate: null, meanMs: null, reached: false, missing: 0, waiting: [] },
  })
})

test('only a first message after 24 hours of silence on both sides counts', () => {
  const talk = conversations([3000, '2990', 2000, '1995', 1000, '700'], [5000, 5000 - 1439, 5000 - 1439 - 1440])
  expect(badge(talk, now)).toMatchObject({ openers: 3, answered: 1, rate: 33.3, meanMs: 10 * MINUTE })
})

test('the mean is of the fastest nine in ten, and both bounds may be met exactly', () => {
  const quick = Array.from({ length: 9 }, (_, index) => [1000 + index, `${985 + index}`])
  const reached = badge(conversations(...quick, [900, '100']), now)
  expect(reached).toMatchObject({ openers: 10, answered: 10, meanMs: 15 * MINUTE, reached: true })
  expect(badge(conversations(...quick, [900]), now)).toMatchObject({ rate: 90, reached: true, waiting: [10] })
})

test('it says how many of those waiting must still be answered', () => {
  const quick = Array.from({ length: 8 }, (_, index) => [1000 + index, `${999 + index}`])
  expect(badge(conversations(...quick, [900], [800]), now)).toMatchObject({
    ...{ rate: 80, reached: false, missing: 1, waiting: [9, 10] },
  })
})

test('what is older than 7 days is out, but breaks the silence', () => {
  const WEEK = 7 * 1440
  expect(badge(conversations([WEEK + 10, WEEK - 10], [WEEK]), now)).toMatchObject({ openers: 1, waiting: [2] })
})

onEveryDatabase('the badge of a page', (database) => {
  test('reads its private messages alone: no comments, no other page, no failed reply, no spam', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { page, ana } = lumen
    const on = { accountId: page.id, channelId: page.channelId }
    const turn = { from: '2026-11-19T09:00:00Z', replied: '2026-11-19T09:10:00Z', by: ana }
    await ticket(db, lumen, [turn], on)
    const open = await ticket(db, lumen, [{ from: '2026-11-20T09:00:00Z' }], on)
    await ticket(db, lumen, [turn], { ...on, place: 'public' })
    await ticket(db, lumen, [turn])
    await ticket(db, lumen, [{ from: '2026-11-20T09:00:00Z' }], { ...on, closedAs: 'spam', closedAt: now })
    const ours = (accountId: number) => badgeMessages(db, { workspaceId: 'T1', accountId }, now)
    expect(badge(await ours(page.id), now)).toMatchObject({
      ...{ openers: 2, answered: 1, rate: 50, meanMs: 10 * MINUTE, waiting: [open.id] },
    })
    const watched = await badges(db, 'T1', ['facebook'], now)
    expect(watched.map(({ badge }) => badge.openers)).toEqual([2])
    expect(await badges(db, 'T1', ['telegram'], now)).toEqual([])
    expect(await badgeMessages(db, { workspaceId: 'T2', accountId: page.id }, now)).toEqual([])
    expect(await db.select().from(tickets)).toHaveLength(5)
  })
})

test('said in words', () => {
  const quick = Array.from({ length: 8 }, (_, index) => [1000 + index, `${988 + index}`])
  expect(badgeWords(badge(conversations(...quick, [900], [800]), now))).toBe(
    '8 of 10 first messages answered (80 %), the fastest 9 in 10 within 12 min on average. Meta asks for 90 % and 15 min. 1 more must be answered. Still open: #9, #10.',
  )
  expect(badgeWords(badge(conversations(...quick), now))).toMatch(/The badge is reached\.$/)
  expect(badgeWords(badge([], now))).toBe('No first message in 7 days: Meta counts nothing.')
})
