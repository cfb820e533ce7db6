import { expect, test } from 'vitest'
import { showStats } from '../../src/cli/show-stats.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company, ticket } from '../stats/company.ts'
import { inZone, run } from './terminal.ts'

const MINUTE = 60_000
const now = at('2026-11-12T15:00:00Z')

onEveryDatabase('npm run stats', (database) => {
  const ask = (args: string[]) => run(showStats, { db: database().db, workspaceId: 'T1', now }, args)

  test('--json has every figure, and its parts in alphabetical order', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace, ana, alan, page } = lumen
    const tags = ['login']
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace }], { tags })
    await ticket(
      db,
      lumen,
      [
        { from: '2026-11-12T09:00:00Z', replied: '2026-11-12T11:00:00Z', by: ana },
        { from: '2026-11-12T12:00:00Z', replied: '2026-11-12T12:06:00Z', by: alan },
      ],
      {
        ...{ tags: ['late delivery', 'login'], accountId: page.id, channelId: page.channelId },
        ...{ closedAt: at('2026-11-12T14:00:00Z'), closedAs: 'resolved', closedBy: ana.id },
      },
    )
    const { code, out, err } = await ask(['2026-11-12..2026-11-13', '--json'])
    expect([code, out.length, err]).toEqual([0, 1, []])
    const first = (n: number, minutes: number) => ({
      ...{ n, medianMs: minutes * MINUTE, p90Ms: minutes * MINUTE },
      ...{ meanMs: minutes * MINUTE, businessMedianMs: minutes * MINUTE },
    })
    const both = { ...first(2, 65), p90Ms: 109 * MINUTE }
    expect(JSON.parse(out[0] ?? '')).toEqual({
      ...{ from: '2026-11-12', to: '2026-11-13', received: 3, tickets: 2, answered: 2 },
      ...{ waiting: 0, overdue: 0, excused: 0, reopened: 0 },
      ...{ firstReply: both, nextReply: first(1, 6), resolution: first(1, 300) },
      satisfaction: { asked: 0, n: 0, mean: null },
      withinTarget: { met: 2, missed: 1, percent: 66.7 },
      within: { '15m': 1, '1h': 0, '4h': 1, '24h': 0, later: 0 },
      byAgent: [
        { agent: 'Alan', replies: 1, firstReply: { ...first(0, 0), ...nothing } },
        { agent: 'Ana', replies: 1, firstReply: first(1, 120) },
        { agent: 'Grace', replies: 1, firstReply: first(1, 10) },
      ],
      byNetwork: [
        { network: 'custom', tickets: 1, answered: 1, firstReply: first(1, 10) },
        { network: 'facebook', tickets: 1, answered: 1, firstReply: first(1, 120) },
      ],
      byLanguage: [{ language: null, tickets: 2, answered: 2, firstReply: both }],
      byTag: [
        { tag: 'late delivery', tickets: 1, answered: 1, firstReply: first(1, 120) },
        { tag: 'login', tickets: 2, answered: 2, firstReply: both },
      ],
    })
  })

  test('days are local days of the time zone', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-11T23:30:00Z' }])
    const tickets = async (zone: string) => {
      await inZone(db, 'T1', zone)
      return JSON.parse((await ask(['yesterday', '--json'])).out[0] ?? '').tickets
    }
    expect([await tickets('UTC'), await tickets('Europe/Belgrade')]).toEqual([1, 0])
  })

  test('--from and --to, and each filter, say the same as on every other screen', async () => {
    const { db } = database()
    const lumen = await company(db)
    const tags = ['login']
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: lumen.grace }], {
      tags,
    })
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }], { accountId: lumen.page.id, place: 'public' })
    const tickets = async (...filters: string[]) =>
      JSON.parse((await ask(['--from', '2026-11-12', '--to', '2026-11-13', '--json', ...filters])).out[0] ?? '').tickets
    expect(await tickets()).toBe(2)
    for (const filter of [
      ...[
        ['--account', 'shop'],
        ['--agent', 'grace'],
        ['--tag', 'login'],
      ],
      ...[
        ['--network', 'facebook'],
        ['--place', 'public'],
        ['--channel', 'social'],
      ],
    ])
      expect([filter[0], await tickets(...filter)]).toEqual([filter[0], filter[0] === '--channel' ? 0 : 1])
  })

  test('without --json it is read by people', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: lumen.grace }])
    const { out } = await ask(['today', '--agent', 'Grace'])
    expect(out.join('\n')).toMatch(/^Today, Grace, as of 15:00\nReceived: 1 message\nTickets: 1\nAnswered: 1 \(100 %\)/)
    expect(out.at(-1)).toBe(
      'First replies: 1 within 15 min, 0 within 1 h, 0 within 4 h, 0 within 24 h, 0 later. That is 100 % within 1 h and 100 % within 24 h; customers expect 40 % within 1 h (Sprout Social Index 2020), 79 % within 24 h (Sprout Social Index 2020), 76 % within 24 h (Index 2023).',
    )
  })

  test('a wrong word is answered on standard error', async () => {
    await company(database().db)
    expect(await ask(['2026-11-15..2026-11-01', '--json'])).toMatchObject({ code: 1, out: [] })
    expect((await ask(['today', '--tag', 'x'])).err).toEqual(['--tag x: there is none.'])
  })
})

const nothing = { medianMs: null, p90Ms: null, meanMs: null, businessMedianMs: null }
