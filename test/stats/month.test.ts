import { beforeEach, expect, test } from 'vitest'
import { importHistory } from '../../src/cli/import-history.ts'
import type { Days } from '../../src/stats/days.ts'
import { rangeOf } from '../../src/stats/days.ts'
import { figures } from '../../src/stats/figures.ts'
import { run } from '../cli/terminal.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company } from './company.ts'

// A month of tickets made up by a small generator, counted a second time over plain lists, without a database, a median
// function or a range query in common with the product.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const now = at('2026-11-25T12:00:00Z')
const zones = ['Europe/Belgrade', 'America/New_York', 'Australia/Lord_Howe']
const agents = ['Grace', 'Alan', 'Ana']

interface Made {
  opened: number
  inbound: number[]
  replies: { at: number; agent: string }[]
  closed: number | null
  tags: string[]
  account: string
}

/** From 10 October to 25 November, so that the clocks change within it in two of the zones. */
function month(): Made[] {
  let seed = 20_261_122
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  const begin = at('2026-10-10T00:00:00Z').epochMilliseconds
  return Array.from({ length: 300 }, () => {
    const opened = begin + Math.floor(random() * 46 * 24 * HOUR)
    const made: Made = {
      ...{ opened, inbound: [opened], replies: [], closed: null },
      ...{ tags: random() < 0.4 ? ['login'] : [], account: random() < 0.5 ? 'shop' : 'Lumen' },
    }
    let last = opened
    for (let turn = 0; turn < 3 && random() < 0.75; turn++) {
      last += Math.floor(random() * random() * 5 * HOUR) + 1
      made.replies.push({ at: last, agent: agents[Math.floor(random() * 3)] ?? '' })
      if (random() < 0.5) break
      last += Math.floor(random() * 3 * HOUR) + 1
      made.inbound.push(last)
    }
    if (random() < 0.7) made.closed = last + Math.floor(random() * 4 * HOUR) + 1
    return made
  }).filter(
    (made) => Math.max(...made.inbound, ...made.replies.map((r) => r.at), made.closed ?? 0) < now.epochMilliseconds,
  )
}

const tickets = month()

function asLines(): string[] {
  const iso = (ms: number) => new Date(ms).toISOString()
  return tickets.flatMap((made, index) => {
    const common = { account: made.account, customer: { id: `c${index}` }, text: 'Where is it?', tags: made.tags }
    const closed_at = made.closed === null ? undefined : iso(made.closed)
    return [
      ...made.inbound.map((ms, part) => ({ ...common, id: `${index}/${part}`, sent_at: iso(ms), closed_at })),
      ...made.replies.map(({ at: ms, agent }, part) => ({
        ...{ ...common, id: `${index}/reply/${part}`, sent_at: iso(ms), closed_at },
        ...{ outbound: true, agent: { name: agent } },
      })),
    ].map((line) => JSON.stringify(line))
  })
}

/** The same questions asked of the lists. */
function counted(days: Days, zone: string, of: Made[]) {
  const within = (ms: number) => {
    const day = at(new Date(ms).toISOString()).toZonedDateTimeISO(zone).toPlainDate()
    return Temporal.PlainDate.compare(day, days.from) >= 0 && Temporal.PlainDate.compare(day, days.to) < 0
  }
  const first: number[] = []
  const next: number[] = []
  let [met, missed] = [0, 0]
  for (const { inbound, replies, closed } of of) {
    inbound.forEach((from, turn) => {
      const reply = replies[turn]?.at
      const due = from + HOUR
      if (reply !== undefined && within(reply)) (turn === 0 ? first : next).push(reply - from)
      if (!within(due)) return
      if (reply !== undefined) reply <= due ? met++ : missed++
      else if ((closed ?? now.epochMilliseconds) > due) missed++
    })
  }
  const opened = of.filter((made) => within(made.opened))
  const waiting = opened.filter((made) => made.closed === null && made.inbound.length > made.replies.length)
  const solved = of.flatMap((made) => (made.closed !== null && within(made.closed) ? [made.closed - made.opened] : []))
  return {
    received: of.flatMap((made) => made.inbound).filter(within).length,
    tickets: opened.length,
    answered: opened.filter((made) => made.replies.length > 0).length,
    waiting: waiting.length,
    overdue: waiting.filter((made) => (made.inbound.at(-1) ?? 0) + HOUR < now.epochMilliseconds).length,
    satisfaction: { asked: 0, n: 0, mean: null },
    withinTarget: {
      met,
      missed,
      percent: met + missed === 0 ? null : Number(((100 * met) / (met + missed)).toFixed(1)),
    },
    ...{ firstReply: summed(first), nextReply: summed(next), resolution: summed(solved) },
    within: spreadOut(first),
  }
}

function summed(values: number[]) {
  const n = values.length
  const mean = n === 0 ? null : values.reduce((sum, value) => sum + value, 0) / n
  const [half, most] = [quantile(values, 0.5), quantile(values, 0.9)]
  return { n, medianMs: near(half), p90Ms: near(most), meanMs: near(mean), businessMedianMs: near(half) }
}

function near(value: number | null) {
  return value === null ? null : expect.closeTo(value, 3)
}

function quantile(values: number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low === undefined || high === undefined ? null : low * (1 - (place % 1)) + high * (place % 1)
}

function spreadOut(values: number[]) {
  const within = { '15m': 0, '1h': 0, '4h': 0, '24h': 0, later: 0 }
  for (const value of values)
    within[
      value <= HOUR / 4 ? '15m' : value <= HOUR ? '1h' : value <= 4 * HOUR ? '4h' : value <= 24 * HOUR ? '24h' : 'later'
    ]++
  return within
}

onEveryDatabase('a month of tickets', (database) => {
  beforeEach(async () => {
    const { db } = database()
    await company(db)
    const { err } = await run(importHistory, { db, workspaceId: 'T1', now }, [], asLines())
    expect(err).toEqual([])
  })
  const asked = async (days: Days, zone: string, only = {}) => {
    const { asOf, answerRate, excused, reopened, closedAutomatically, continuedElsewhere, ...rest } = await figures(
      database().db,
      { workspaceId: 'T1', ranges: [rangeOf(days, zone)], only },
      now,
    )
    expect([answerRate === null, excused, reopened, closedAutomatically, continuedElsewhere]).toEqual([
      ...[rest.tickets === 0, 0, 0, 0, 0],
    ])
    return rest
  }

  test('each of its days, in three zones, counts to what the lists say', async () => {
    for (const zone of zones)
      for (const text of [
        '2026-10-10',
        '2026-10-25',
        '2026-10-26',
        '2026-11-01',
        '2026-11-02',
        '2026-11-17',
        '2026-11-25',
      ]) {
        const from = Temporal.PlainDate.from(text)
        const days = { from, to: from.add({ days: 1 }) }
        expect({ zone, text, ...(await asked(days, zone)) }).toEqual({ zone, text, ...counted(days, zone, tickets) })
      }
  })

  test('as a whole, and apart by tag and account', async () => {
    const days = { from: Temporal.PlainDate.from('2026-10-12'), to: Temporal.PlainDate.from('2026-11-20') }
    const all = await asked(days, 'UTC')
    expect(all).toEqual(counted(days, 'UTC', tickets))
    expect(all.firstReply.n).toBeGreaterThan(100)
    const login = tickets.filter((made) => made.tags.includes('login'))
    expect(await asked(days, 'UTC', { tag: 'login' })).toEqual(counted(days, 'UTC', login))
    const shop = tickets.filter((made) => made.account === 'shop')
    expect(await asked(days, 'UTC', { accountIds: [1] })).toEqual(counted(days, 'UTC', shop))
  })

  test('the days of a month add up to the month', async () => {
    const from = Temporal.PlainDate.from('2026-10-20')
    const each = await Promise.all(
      Array.from({ length: 14 }, (_, day) =>
        asked({ from: from.add({ days: day }), to: from.add({ days: day + 1 }) }, 'America/New_York'),
      ),
    )
    const all = await asked({ from, to: from.add({ days: 14 }) }, 'America/New_York')
    const sum = (of: (one: typeof all) => number) => each.reduce((total, one) => total + of(one), 0)
    expect(sum((one) => one.received)).toBe(all.received)
    expect(sum((one) => one.firstReply.n)).toBe(all.firstReply.n)
    expect(sum((one) => one.withinTarget.met)).toBe(all.withinTarget.met)
    expect(sum((one) => one.withinTarget.missed)).toBe(all.withinTarget.missed)
  })
})
