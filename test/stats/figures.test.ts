import { expect, test } from 'vitest'
import { messages } from '../../src/db/schema.ts'
import { openings } from '../../src/sla/openings.ts'
import { aroundTheClock } from '../../src/sla/schedule.ts'
import { rangeOf } from '../../src/stats/days.ts'
import { figures } from '../../src/stats/figures.ts'
import type { Filters } from '../../src/stats/scope.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company, ticket } from './company.ts'

const MINUTE = 60_000
const now = at('2026-11-12T15:00:00Z')
const day = (from: string, to: string) =>
  rangeOf({ from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) }, 'UTC')
const scope = (from: string, to: string, only: Filters = {}) => ({ workspaceId: 'T1', ranges: [day(from, to)], only })
const thursday = scope('2026-11-12', '2026-11-13')

onEveryDatabase('the figures of a day', (database) => {
  test('nothing happened: counts are 0, durations and shares are null', async () => {
    const { db } = database()
    await company(db)
    expect(await figures(db, thursday, now)).toEqual({
      asOf: now,
      ...{ received: 0, tickets: 0, answered: 0, answerRate: null, waiting: 0, overdue: 0 },
      ...{ firstReply: nothing, nextReply: nothing, resolution: nothing },
      within: { '15m': 0, '1h': 0, '4h': 0, '24h': 0, later: 0 },
      withinTarget: { met: 0, missed: 0, percent: null },
      ...{ excused: 0, reopened: 0, closedAutomatically: 0, continuedElsewhere: 0 },
      satisfaction: { asked: 0, n: 0, mean: null },
    })
  })

  test('a first reply is not counted again as a next reply, and a median lies between two', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace, alan } = lumen
    await ticket(db, lumen, [
      { from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace },
      { from: '2026-11-12T10:00:00Z', replied: '2026-11-12T10:30:00Z', by: alan },
    ])
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:20:00Z', by: grace }])
    const today = await figures(db, thursday, now)
    expect(today).toMatchObject({ received: 3, tickets: 2, answered: 2, answerRate: 100, waiting: 0 })
    expect(today.firstReply).toEqual(spread(2, 15 * MINUTE, 19 * MINUTE, 15 * MINUTE))
    expect(today.nextReply).toEqual(spread(1, 30 * MINUTE, 30 * MINUTE, 30 * MINUTE))
    expect(today.within).toEqual({ '15m': 1, '1h': 1, '4h': 0, '24h': 0, later: 0 })
  })

  test('a duration belongs to the day of its reply, a ticket to the day it was opened', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-11T23:50:00Z', replied: '2026-11-12T00:10:00Z', by: lumen.ana }])
    const [before, today] = [
      await figures(db, scope('2026-11-11', '2026-11-12'), now),
      await figures(db, thursday, now),
    ]
    expect([before.tickets, before.answered, before.firstReply.n]).toEqual([1, 1, 0])
    expect([today.tickets, today.answered, today.firstReply.n]).toEqual([0, 0, 1])
  })

  test('midnight belongs to the new day, and an edit that overtook its message is no message', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T00:00:00Z', replied: '2026-11-13T00:00:00Z', by: lumen.ana }])
    const overtaken = { at: at('2026-11-12T09:00:00Z'), receivedAt: at('2026-11-12T09:00:00Z'), networkId: 'early' }
    await db.insert(messages).values({
      ...{ ...overtaken, workspaceId: 'T1', accountId: lumen.shop.id, direction: 'inbound', place: 'private' },
    })
    const yesterday = await figures(db, scope('2026-11-11', '2026-11-12'), now)
    const today = await figures(db, thursday, now)
    expect([yesterday.received, yesterday.tickets]).toEqual([0, 0])
    expect([today.received, today.tickets, today.firstReply.n]).toEqual([1, 1, 0])
  })

  test('a promise belongs to the day it falls due: replied at the very moment it is met, a millisecond later missed', async () => {
    const { db } = database()
    const lumen = await company(db)
    const turn = { from: '2026-11-11T23:30:00Z', due: '2026-11-12T00:30:00Z', by: lumen.ana }
    await ticket(db, lumen, [{ ...turn, replied: '2026-11-12T00:30:00.000Z' }])
    await ticket(db, lumen, [{ ...turn, replied: '2026-11-12T00:30:00.001Z' }])
    await ticket(db, lumen, [{ ...turn, replied: '2026-11-11T23:31:00Z' }])
    expect((await figures(db, scope('2026-11-11', '2026-11-12'), now)).withinTarget).toMatchObject({
      met: 0,
      missed: 0,
    })
    expect((await figures(db, thursday, now)).withinTarget).toEqual({ met: 2, missed: 1, percent: 66.7 })
  })

  test('open and overdue is missed and late; open and not yet due is neither', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T13:59:00Z' }])
    await ticket(db, lumen, [{ from: '2026-11-12T14:00:00Z' }])
    await ticket(db, lumen, [{ from: '2026-11-12T14:30:00Z' }])
    const today = await figures(db, thursday, now)
    expect(today).toMatchObject({
      waiting: 3,
      overdue: 1,
      answered: 0,
      withinTarget: { met: 0, missed: 1, percent: 0 },
    })
  })

  test('closed without a reply is missed once the promise had passed, else neither; excused is neither', async () => {
    const { db } = database()
    const lumen = await company(db)
    const resolved = { closedAs: 'resolved', closedAt: at('2026-11-12T11:00:00Z'), closedBy: lumen.ana.id } as const
    await ticket(db, lumen, [{ from: '2026-11-12T10:30:00Z', closed: '2026-11-12T11:00:00Z' }], resolved)
    await ticket(db, lumen, [{ from: '2026-11-12T09:30:00Z', closed: '2026-11-12T11:00:00Z' }], resolved)
    const spam = { ...resolved, closedAs: 'spam' } as const
    await ticket(db, lumen, [{ from: '2026-11-12T08:00:00Z', excused: '2026-11-12T11:00:00Z' }], spam)
    const today = await figures(db, thursday, now)
    expect(today).toMatchObject({ waiting: 0, excused: 1, withinTarget: { met: 0, missed: 1 }, closedAutomatically: 0 })
    expect(today.resolution).toEqual(spread(2, 60 * MINUTE, 84 * MINUTE, 60 * MINUTE))
  })

  test('reopened: still one first reply, resolved at its last close', async () => {
    const { db } = database()
    const lumen = await company(db)
    const turns = [
      { from: '2026-11-12T08:00:00Z', replied: '2026-11-12T08:05:00Z', by: lumen.grace },
      { from: '2026-11-12T12:00:00Z', replied: '2026-11-12T12:30:00Z', by: lumen.grace },
    ]
    await ticket(db, lumen, turns, {
      ...{ reopenedAt: at('2026-11-12T10:00:00Z'), closedAs: 'resolved', closedAt: at('2026-11-12T14:00:00Z') },
      closedBy: lumen.grace.id,
    })
    const today = await figures(db, thursday, now)
    expect(today).toMatchObject({ reopened: 1, firstReply: { n: 1 }, nextReply: { n: 1 } })
    expect(today.resolution).toMatchObject({ n: 1, medianMs: 360 * MINUTE })
  })

  test('a reply that failed or may not have arrived ends no waiting, and a note is none', async () => {
    const { db } = database()
    const lumen = await company(db)
    const waiting = await ticket(db, lumen, [{ from: '2026-11-12T13:00:00Z' }])
    const common = { workspaceId: 'T1', accountId: lumen.shop.id, ticketId: waiting.id, place: 'private' } as const
    const sending = { at: at('2026-11-12T13:05:00Z'), receivedAt: at('2026-11-12T13:05:00Z'), agentId: lumen.ana.id }
    await db.insert(messages).values([
      { ...common, ...sending, direction: 'outbound', failedAt: sending.at },
      { ...common, ...sending, direction: 'outbound', uncertainAt: sending.at },
      { ...common, ...sending, direction: 'note' },
    ])
    expect(await figures(db, thursday, now)).toMatchObject({ received: 1, answered: 0, waiting: 1, overdue: 1 })
  })

  test('a message the customer deleted was received, and another workspace counts for nothing', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T13:00:00Z', excused: '2026-11-12T13:01:00Z' }])
    await db.update(messages).set({ deletedAt: at('2026-11-12T13:01:00Z'), text: '' })
    const other = await company(db, 'T2')
    await ticket(db, other, [{ from: '2026-11-12T13:00:00Z' }])
    expect(await figures(db, thursday, now)).toMatchObject({ received: 1, tickets: 1, waiting: 0, excused: 1 })
  })

  test('replies are the replier’s, tickets the owner’s', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace, alan } = lumen
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace }], {
      claimedBy: alan.id,
    })
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }], { claimedBy: alan.id })
    const of = (id: number) => figures(db, scope('2026-11-12', '2026-11-13', { agentIds: [id] }), now)
    expect(await of(grace.id)).toMatchObject({ tickets: 0, firstReply: { n: 1 }, withinTarget: { met: 1, missed: 0 } })
    expect(await of(alan.id)).toMatchObject({
      ...{ tickets: 2, answered: 1, waiting: 1, received: 2 },
      ...{ firstReply: { n: 0 }, withinTarget: { met: 0, missed: 1 } },
    })
  })

  test('filters narrow every figure', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace, page, shop } = lumen
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace }], {
      ...{ tags: ['late delivery', 'login'], place: 'public', accountId: page.id, channelId: page.channelId },
    })
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T10:40:00Z', by: grace }])
    const filters: Filters[] = [
      ...[{ tag: 'login' }, { place: 'public' as const }],
      ...[{ accountIds: [page.id] }, { channelId: page.channelId ?? '' }],
    ]
    for (const only of filters)
      expect(await figures(db, scope('2026-11-12', '2026-11-13', only), now)).toMatchObject({
        ...{ received: 1, tickets: 1, answered: 1, firstReply: { n: 1, medianMs: 10 * MINUTE } },
        withinTarget: { met: 1, missed: 0, percent: 100 },
      })
    expect(await figures(db, scope('2026-11-12', '2026-11-13', { accountIds: [shop.id] }), now)).toMatchObject({
      ...{ tickets: 1, firstReply: { medianMs: 100 * MINUTE }, withinTarget: { met: 0, missed: 1 } },
    })
    expect(await figures(db, scope('2026-11-12', '2026-11-13', { tag: 'refund' }), now)).toMatchObject({ tickets: 0 })
  })

  test('several ranges count as one: the median is of all their rows', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace } = lumen
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace }])
    await ticket(db, lumen, [{ from: '2026-11-05T09:00:00Z', replied: '2026-11-05T09:20:00Z', by: grace }])
    await ticket(db, lumen, [{ from: '2026-11-05T09:00:00Z', replied: '2026-11-05T10:00:00Z', by: grace }])
    const both = { ...thursday, ranges: [...thursday.ranges, day('2026-11-05', '2026-11-06')] }
    expect((await figures(db, both, now)).firstReply).toMatchObject({ n: 3, medianMs: 20 * MINUTE })
  })

  test('a team that never closes has business time as on the wall', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-08T16:30:00Z', replied: '2026-11-12T09:15:00Z', by: lumen.alan }])
    const always = (from: number) => openings(aroundTheClock, from)
    const { firstReply } = await figures(db, thursday, now, always)
    expect(firstReply).toMatchObject({ businessMedianMs: 5325 * MINUTE, medianMs: 5325 * MINUTE })
  })

  test('business time counts opening hours only, also for what began before the range', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace, alan } = lumen
    await ticket(db, lumen, [{ from: '2026-11-10T16:30:00Z', replied: '2026-11-12T09:15:00Z', by: alan }])
    await ticket(db, lumen, [{ from: '2026-11-12T06:00:00Z', replied: '2026-11-12T08:45:00Z', by: grace }])
    await ticket(db, lumen, [{ from: '2026-11-12T10:00:00Z', replied: '2026-11-12T10:05:00Z', by: grace }])
    const today = await figures(db, thursday, now, nineToFive)
    // 30 min + 8 h + 15 min; before opening: nothing; within the hours: 5 min.
    expect(today.firstReply).toMatchObject({ n: 3, businessMedianMs: 5 * MINUTE, medianMs: 165 * MINUTE })
    const alans = await figures(db, { ...thursday, only: { agentIds: [alan.id] } }, now, nineToFive)
    expect(alans.firstReply).toMatchObject({ n: 1, businessMedianMs: 525 * MINUTE, medianMs: 2445 * MINUTE })
  })
})

const nothing = { n: 0, medianMs: null, p90Ms: null, meanMs: null, businessMedianMs: null }
function spread(n: number, medianMs: number, p90Ms: number, meanMs: number) {
  return { n, medianMs, p90Ms, meanMs, businessMedianMs: medianMs }
}

/** Every day from 9 to 17 in UTC. */
function* nineToFive(from: number) {
  const HOUR = 60 * MINUTE
  for (let day = Math.floor(from / (24 * HOUR)) * 24 * HOUR; ; day += 24 * HOUR) {
    const opens = Math.max(day + 9 * HOUR, from)
    if (opens < day + 17 * HOUR) yield { opens, closes: day + 17 * HOUR }
  }
}
