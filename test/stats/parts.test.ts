import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, deliveries, messages } from '../../src/db/schema.ts'
import { accountHealth } from '../../src/stats/account-health.ts'
import { badges } from '../../src/stats/badges.ts'
import { breakdown } from '../../src/stats/breakdown.ts'
import { byAgent, whoAnswered } from '../../src/stats/by-agent.ts'
import { byHour } from '../../src/stats/by-hour.ts'
import { elapsed } from '../../src/stats/elapsed.ts'
import { known } from '../../src/stats/known.ts'
import { satisfaction } from '../../src/stats/satisfaction.ts'
import { standing } from '../../src/stats/standing.ts'
import { tagCounts } from '../../src/stats/tag-counts.ts'
import { touches } from '../../src/stats/touches.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company, ticket } from './company.ts'

const now = at('2026-11-12T15:00:00Z')
const scope = { workspaceId: 'T1', ranges: [{ from: at('2026-11-12T00:00:00Z'), to: at('2026-11-13T00:00:00Z') }] }
const resolved = { closedAs: 'resolved', closedAt: at('2026-11-12T12:00:00Z') } as const

onEveryDatabase('the parts of the figures', (database) => {
  test('how many replies it took: of the tickets resolved with a reply', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace } = lumen
    const once = [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace }]
    const twice = [...once, { from: '2026-11-12T10:00:00Z', replied: '2026-11-12T10:10:00Z', by: grace }]
    await ticket(db, lumen, once, resolved)
    await ticket(db, lumen, once, resolved)
    await ticket(db, lumen, twice, resolved)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', closed: '2026-11-12T12:00:00Z' }], resolved)
    await ticket(db, lumen, twice, { ...resolved, closedAs: 'spam' })
    const { repliesPerTicket, oneTouch } = await touches(db, scope)
    expect([repliesPerTicket?.toFixed(3), oneTouch]).toEqual(['1.333', 66.7])
    expect(await touches(db, { ...scope, workspaceId: 'T2' })).toEqual({ repliesPerTicket: null, oneTouch: null })
  })

  test('what waits now and what is open for long, whenever it began, of a channel or of all', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-01T09:00:00Z' }])
    await ticket(db, lumen, [{ from: '2026-11-11T15:00:00Z' }], { channelId: lumen.page.channelId })
    await ticket(db, lumen, [{ from: '2026-11-01T09:00:00Z', replied: '2026-11-01T09:01:00Z', by: lumen.ana }])
    await ticket(db, lumen, [{ from: '2026-11-01T09:00:00Z', closed: '2026-11-01T09:01:00Z' }], resolved)
    const all = await standing(db, { workspaceId: 'T1' }, now)
    expect(`${all.waiting} ${all.oldest} ${all.openLong}`).toBe('2 2026-11-01T09:00:00Z 2')
    const social = await standing(db, { workspaceId: 'T1', only: { channelId: 'C1T1' } }, now)
    expect(`${social.waiting} ${social.oldest} ${social.openLong}`).toBe('1 2026-11-11T15:00:00Z 0')
    expect(await standing(db, { workspaceId: 'T2' }, now)).toEqual({ waiting: 0, oldest: null, openLong: 0 })
  })

  test('hours and weekdays are those of the clock on the wall there', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T23:30:00Z' }])
    const utc = await byHour(db, scope, 'UTC')
    const belgrade = await byHour(db, scope, 'Europe/Belgrade')
    expect([utc.hours[23], utc.weekdays[3], belgrade.hours[0], belgrade.weekdays[4]]).toEqual([1, 1, 1, 1])
    expect([utc.hours.length, utc.weekdays.length]).toEqual([24, 7])
  })

  test('by agent: the replier’s replies, the owner’s closes; who answered, in alphabetical order', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace, alan } = lumen
    const turn = { from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace }
    await ticket(db, lumen, [turn], { ...resolved, claimedBy: alan.id })
    await ticket(db, lumen, [turn])
    await db
      .update(messages)
      .set({ sentAt: null, failedAt: now })
      .where(eq(messages.networkId, (await db.select().from(messages)).at(-1)?.networkId ?? ''))
    const parts = await byAgent(db, scope, elapsed())
    expect(parts.map(({ agent, replies, closed, firstReply }) => [agent, replies, closed, firstReply.n])).toEqual([
      ['Alan', 0, 1, 0],
      ['Grace', 1, 0, 2],
    ])
    expect(await whoAnswered(db, scope)).toEqual(['Grace'])
  })

  test('by account and place', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }], { accountId: lumen.page.id, place: 'public' })
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z' }])
    const names = async (kind: 'account' | 'place') =>
      (await breakdown(db, scope, kind, elapsed(), now)).map((part) => `${part.name} ${part.tickets} ${part.answered}`)
    expect(await names('account')).toEqual(['Lumen 1 0', 'shop 1 1'])
    expect(await names('place')).toEqual(['private 1 1', 'public 1 0'])
  })

  test('by language, and those that are too short to tell', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z' }], { language: 'de' })
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }], { language: 'de' })
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }])
    const parts = await breakdown(db, scope, 'language', elapsed(), now)
    expect(parts.map(({ name, tickets, answered }) => [name, tickets, answered])).toEqual([
      ['', 1, 0],
      ['de', 2, 1],
    ])
  })

  test('no part counts anything of another workspace', async () => {
    const { db } = database()
    const lumen = await company(db)
    const turn = { from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z' }
    const rated = { askedAt: now.subtract({ hours: 1 }), ratedAt: now.subtract({ minutes: 1 }), satisfaction: 5 }
    await ticket(db, lumen, [{ ...turn, by: lumen.grace }], { ...resolved, ...rated, tags: ['login'] })
    const parts = () =>
      Promise.all([
        breakdown(db, scope, 'language', elapsed(), now),
        byAgent(db, scope, elapsed()),
        satisfaction(db, scope),
        tagCounts(db, scope),
        accountHealth(db, 'T1', now),
        badges(db, 'T1', ['facebook'], now),
      ])
    const before = await parts()
    const other = await company(db, 'T2')
    const theirs = {
      ...resolved,
      ...rated,
      claimedBy: other.alan.id,
      satisfaction: 1,
      tags: ['secret'],
      language: 'de',
    }
    await ticket(db, other, [{ ...turn, by: other.alan }], theirs)
    const waits = {
      workspaceId: 'T2',
      network: 'custom',
      account: 'shop',
      body: '{}',
      receivedAt: at('2026-11-12T00:00:00Z'),
    }
    await db.insert(deliveries).values(waits)
    expect(await parts()).toEqual(before)
  })

  test('what a question can name is of this workspace alone', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }], { tags: ['login', 'late delivery'] })
    const other = await company(db, 'T2')
    await ticket(db, other, [{ from: '2026-11-12T09:00:00Z' }], { tags: ['secret'] })
    const names = await known(db, 'T1')
    expect(names.tags).toEqual(['late delivery', 'login'])
    expect(names.accounts.map((account) => account.id)).toEqual([1, 2])
    expect([names.agents.length, names.channels.length, (await db.select().from(accounts)).length]).toEqual([3, 2, 4])
  })
})
