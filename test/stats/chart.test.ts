import { expect, test } from 'vitest'
import { episodes } from '../../src/db/schema.ts'
import { chart } from '../../src/stats/chart.ts'
import { type ChartDay, chartDays } from '../../src/stats/chart-days.ts'
import { chartText } from '../../src/stats/chart-text.ts'
import { png, rasterise } from '../../src/stats/png.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company, ticket } from './company.ts'

const MINUTE = 60_000
const PROMISE = 60 * MINUTE

/** From Thursday 29 October on; minutes of half and of 9 in 10, or null for a day without replies. */
function fortnight(...minutes: ([number, number] | null)[]): ChartDay[] {
  const first = Temporal.PlainDate.from('2026-10-29')
  return minutes.map((both, index) => {
    const [half, most] = both ?? []
    const firstReply = { n: both ? 20 : 0, medianMs: ms(half), p90Ms: ms(most) }
    return { day: first.add({ days: index }), firstReply }
  })
}
const ms = (minutes: number | undefined) => (minutes === undefined ? null : minutes * MINUTE)
const usual = fortnight(
  ...([[11, 52], [9, 40], null, null, [14, 58], [18, 75], [12, 49]] as const).map(both),
  ...([[10, 44], [22, 130], null, [7, 31], [11, 47], [9, 300], [8, 38]] as const).map(both),
)
function both(pair: readonly [number, number] | null): [number, number] | null {
  return pair && [...pair]
}

/** How many pixels of a box, in the chart's own units, are not the ground. */
async function ink(svg: string, [left, top, right, bottom]: [number, number, number, number]) {
  const image = await rasterise(svg)
  const { width, pixels } = image
  const scale = width / 400
  let inked = 0
  for (let y = Math.round(top * scale); y < bottom * scale; y++)
    for (let x = Math.round(left * scale); x < right * scale; x++) {
      const place = 4 * (y * width + x)
      if ((pixels[place] ?? 255) < 128) inked++
    }
  return inked
}

test('a PNG, three pixels a point', async () => {
  const image = await png(chart(usual, PROMISE))
  expect(image.subarray(1, 4).toString()).toBe('PNG')
  expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1200, 678])
})

test('the words are there: a missing font would drop them silently', async () => {
  const svg = chart(usual, PROMISE)
  expect(await ink(svg, [12, 8, 390, 30])).toBeGreaterThan(3000)
  expect(await ink(svg, [226, 34, 390, 48])).toBeGreaterThan(1000)
  expect(await ink(svg, [4, 60, 42, 190])).toBeGreaterThan(300)
  expect(await ink(svg, [46, 189, 390, 224])).toBeGreaterThan(2000)
  expect(await ink(svg.replaceAll(/<text.*?<\/text>/g, ''), [12, 8, 390, 30])).toBe(0)
})

test('its ground is its own, whatever is around it', async () => {
  const { pixels, width, height } = await rasterise(chart(usual, PROMISE))
  const middle = 4 * (Math.round(height / 2) * width + 60)
  expect([...pixels.subarray(middle, middle + 4)]).toEqual([255, 255, 255, 255])
})

test('a day that is worse by far is cut off and says its number; no number is lost', () => {
  expect(chart(usual, PROMISE)).toMatch(/>5 h<\/text>/)
  expect(chart(usual.slice(0, 8), PROMISE)).not.toMatch(/>5 h<\/text>/)
})

test('without any reply, and without a promise, there is still a chart', async () => {
  const empty = chart(fortnight(null, null, null), null)
  expect(empty).not.toMatch(/NaN|Infinity|promise/)
  expect(await ink(empty, [12, 8, 390, 30])).toBeGreaterThan(3000)
  expect(chart([], PROMISE)).not.toMatch(/NaN|Infinity/)
})

test('the same in words, short enough for Slack', () => {
  const words = chartText(usual, PROMISE)
  expect(words).toMatch(
    /^First replies, half and 9 in 10 within, against the promise of 1 h\. Thu 29 Oct: 11 min, 52 min \(20\); Fri 30 Oct: 9 min, 40 min \(20\); Sat 31 Oct: none; /,
  )
  expect(words.length).toBeLessThan(1000)
})

onEveryDatabase('the days of the chart', (database) => {
  test('the last fourteen whole local days, each as the figures count it', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { ana } = lumen
    await ticket(db, lumen, [{ from: '2026-11-11T22:30:00Z', replied: '2026-11-11T22:50:00Z', by: ana }])
    await ticket(db, lumen, [{ from: '2026-11-11T22:30:00Z', replied: '2026-11-11T23:10:00Z', by: ana }])
    await ticket(db, lumen, [{ from: '2026-10-28T23:30:00Z', replied: '2026-10-28T23:40:00Z', by: ana }])
    const scope = { workspaceId: 'T1', zone: 'Europe/Belgrade' }
    const days = await chartDays(db, scope, [], at('2026-11-12T08:00:00Z'))
    expect(days.map(({ day, firstReply }) => `${day} ${firstReply.n}`)).toEqual([
      ...['2026-10-29 1', '2026-10-30 0', '2026-10-31 0', '2026-11-01 0', '2026-11-02 0', '2026-11-03 0'],
      ...['2026-11-04 0', '2026-11-05 0', '2026-11-06 0', '2026-11-07 0', '2026-11-08 0', '2026-11-09 0'],
      ...['2026-11-10 0', '2026-11-11 1'],
    ])
    expect(days.at(-1)?.firstReply.medianMs).toBe(20 * MINUTE)

    await db.delete(episodes)
    const later = await chartDays(db, scope, days, at('2026-11-13T08:00:00Z'))
    expect(later.slice(0, 13)).toEqual(days.slice(1))
    expect(`${later.at(-1)?.day} ${later.at(-1)?.firstReply.n}`).toBe('2026-11-12 0')
  })
})
