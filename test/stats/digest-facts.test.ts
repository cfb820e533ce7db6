import { expect, test } from 'vitest'
import { digest } from '../../src/stats/digest.ts'
import { digestFacts } from '../../src/stats/digest-facts.ts'
import { onEveryDatabase } from '../database.ts'
import { at, type Company, company, ticket } from './company.ts'

const now = at('2026-11-16T08:00:00Z')
const ask = {
  ...{ workspaceId: 'T1', channelId: 'C2T1', zone: 'Europe/Belgrade', dueAt: now },
  span: { from: at('2026-11-13T08:00:00Z'), to: now },
}
type Db = Parameters<typeof ticket>[0]

async function some(db: Db, lumen: Company, count: number, from: string, replied: string, tags: string[]) {
  for (let index = 0; index < count; index++) await ticket(db, lumen, [{ from, replied, by: lumen.grace }], { tags })
}

onEveryDatabase('what a digest says', (database) => {
  test('counts its channel since the last one, beside the same weekdays before', async () => {
    const { db } = database()
    const lumen = await company(db)
    // Within the promise: 6 of 7 now; 1 of 2 in two of the four weeks before.
    await some(db, lumen, 6, '2026-11-13T09:00:00Z', '2026-11-13T09:30:00Z', ['late delivery'])
    await some(db, lumen, 1, '2026-11-16T05:00:00Z', '2026-11-16T06:30:00Z', [])
    await some(db, lumen, 1, '2026-11-06T09:00:00Z', '2026-11-06T09:30:00Z', ['late delivery'])
    // The clocks changed on 25 October: 9:00 in Belgrade was 7:00 in UTC on the Friday before.
    await some(db, lumen, 1, '2026-10-23T07:00:00Z', '2026-10-23T09:30:00Z', ['late delivery'])
    await ticket(db, lumen, [
      { from: '2026-10-23T06:59:00Z', due: '2026-10-23T06:59:59.999Z', replied: '2026-10-23T06:59:30Z' },
    ])
    await ticket(db, lumen, [{ from: '2026-11-16T07:50:00Z' }])
    await ticket(db, lumen, [{ from: '2026-11-12T07:50:00Z', due: '2026-11-20T08:00:00Z' }])
    await ticket(db, lumen, [{ from: '2026-11-16T07:50:00Z' }], { channelId: lumen.page.channelId })

    const facts = await digestFacts(db, ask, now)
    expect(facts.before).toEqual({ met: 1, missed: 1, percent: 50 })
    expect(digest(facts).lines).toEqual([
      'Since Friday 9:00: 8 messages, 8 tickets, 86 % within the promise (+36).',
      'Last week: 7 messages, 7 tickets, 100 % within the promise.',
      'First reply: half within 30 min, 1 in 10 over 54 min. 10 open longer than a day.',
      'Waiting now: 2, the oldest since Thursday 8:50.',
      'Rising: late delivery 6 (usually 1)',
      'Answered by Grace.',
    ])
  })

  test('counts nothing of another workspace, also where all of ours stands in one channel', async () => {
    const { db } = database()
    const lumen = await company(db)
    await some(db, lumen, 6, '2026-11-13T09:00:00Z', '2026-11-13T09:30:00Z', ['late delivery'])
    await some(db, lumen, 1, '2026-11-06T09:00:00Z', '2026-11-06T09:30:00Z', ['late delivery'])
    await ticket(db, lumen, [{ from: '2026-11-16T07:50:00Z' }])
    const before = await digestFacts(db, ask, now)
    const other = await company(db, 'T2')
    const foreign = { ...other, grace: other.alan }
    await some(db, foreign, 9, '2026-11-13T09:00:00Z', '2026-11-13T11:30:00Z', ['late delivery', 'login'])
    // Of a week in which nothing came to us.
    await some(db, foreign, 9, '2026-10-30T09:00:00Z', '2026-10-30T11:30:00Z', ['late delivery'])
    await ticket(db, foreign, [{ from: '2026-11-10T07:50:00Z' }])
    expect(await digestFacts(db, ask, now)).toEqual(before)
  })

  test('says nothing is rising where there is nothing to compare with', async () => {
    const { db } = database()
    const lumen = await company(db)
    await some(db, lumen, 6, '2026-11-13T09:00:00Z', '2026-11-13T09:30:00Z', ['late delivery'])
    const facts = await digestFacts(db, ask, now)
    expect(facts).toMatchObject({ rising: [], before: { percent: null } })
  })

  test('is late a quarter of an hour after its time', async () => {
    const { db } = database()
    await company(db)
    const until = (minutes: number) => ({ ...ask, span: { ...ask.span, to: now.add({ minutes }) } })
    const facts = (minutes: number) => digestFacts(db, until(minutes), now.add({ hours: 3 }))
    expect((await facts(15)).dueAt).toBeUndefined()
    expect((await facts(16)).dueAt?.toString()).toBe('2026-11-16T08:00:00Z')
  })
})
