import postgres from 'postgres'
import { describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../src/db/connect.ts'
import { channels as everyChannel } from '../../src/db/schema.ts'
import { words } from '../desk.ts'
import { notSaidOnce, saidSoFar } from '../jobs/not-said-once.ts'
import { chance } from './chance.ts'
import { connected } from './connected.ts'
import { facts } from './facts.ts'
import { breaches, postedTwice } from './history.ts'
import { left } from './left.ts'
import type { Outside } from './outside.ts'
import { type Ground, program } from './program.ts'
import { scene } from './scene.ts'
import { staleCards } from './stale-cards.ts'
import { stir } from './stir.ts'
import { timePasses } from './time-passes.ts'
import { watch } from './watch.ts'

describe.skipIf(inject('serverUrl') === null)('clocks that differ', () => {
  test('one replica 10 minutes ahead, one behind, one set back by an hour and forward again: each says so and takes whatever comes, nothing is lost or twice, what they show agrees, and what falls due is said once', async () => {
    const by = chance('clocks')
    const began = new Date()
    const { around, its } = await scene('server')
    const clocks = [watch(its.env, 'ahead', 10), watch(its.env, 'behind', -10), watch(its.env, 'right', 0)]
    await connected(its, around)
    const three = await Promise.all(clocks.map(({ env }) => program(env)))
    const [ahead, behind, right] = three
    expect(ahead?.printed.join('\n')).toContain('This machine’s clock is 10 minutes ahead of Slack’s.')
    expect(behind?.printed.join('\n')).toContain('This machine’s clock is 10 minutes behind the database’s.')
    expect(right?.printed.join('\n')).not.toContain('This machine’s clock')
    // Slack and the shop sign with their time, and the shop takes nothing that is signed with another.
    around.replicas.push(...three.map(({ port }) => port))
    around.sandbox.ready()
    await stir(around, by, 1)
    const rest = () => expect.poll(() => left(around, its), { timeout: 150_000, interval: 500 }).toEqual([])
    clocks[2]?.set(-60)
    await rest()
    clocks[2]?.set(0)
    await stir(around, by, 2)
    await rest()
    expect(await breaches(around, await facts(its))).toEqual([])
    expect(await staleCards(around, its)).toEqual([])
    const refused = around.calls.filter(({ answer }) => answer && /^4/.test(`${answer.status}`))
    expect(refused.map(({ path, answer }) => `${path}: ${answer?.status}`)).toEqual([])

    expect(await farOff(its, began)).toEqual([])
    await fallsDue(around, its, (minutes) => clocks[2]?.set(minutes))
    await Promise.all(three.map((one) => one.kill('SIGTERM')))
  }, 300_000)
})

test('the embedded database’s clock is an hour ahead and is set back, or a year ahead until a start: cards are posted all the same', async () => {
  const { around, its } = await scene('embedded')
  const clock = watch(its.env, 'its', 60)
  await connected(its, around)
  const arrives = async (customer: string, text: string) => {
    await around.write({ text, customer, account: 'facebook', place: 'private' })
    const stands = async () => (await around.sees()).messages.some((one) => words(one).includes(text))
    await expect.poll(stands, { timeout: 75_000, interval: 500 }).toBe(true)
  }
  const start = async (minutes: number) => {
    clock.set(minutes)
    const running = await program(clock.env)
    around.replicas.splice(0, 1, running.port)
    return running
  }
  const first = await start(60)
  await arrives('mira', 'By a clock ahead')
  clock.set(0)
  await arrives('kenji', 'Set back meanwhile')
  await first.kill('SIGTERM')
  const second = await start(365 * DAY)
  await arrives('tomas', 'A year ahead')
  await second.kill('SIGTERM')
  await start(0)
  await arrives('sofia', 'Put right')
}, 300_000)

/** Promises come and go, and a digest's hour: each time all three look, and one of them has just been set back or forward. */
async function fallsDue(around: Outside, its: Ground, set: (minutes: number) => void): Promise<void> {
  for (const [number, customer] of ['wei', 'noor', 'hannah', 'priya'].entries()) {
    await around.write({ text: `Due ${number}`, customer, account: 'shop-reviews', place: 'review' })
    await around.until((all) => all.messages.find((one) => words(one).includes(`Due ${number}`)))
    if (number < 2) await around.press('Claim', `Due ${number}`)
  }
  const database = await openDatabase({ url: its.url, dataDir: '' })
  const { db } = database
  try {
    const said = async () => [...(await notSaidOnce(db, Temporal.Now.instant())), ...(await left(around, its))]
    for (const [place, minutes] of [46, 15, 150, DAY].entries()) {
      set(place % 2 === 0 ? -60 : 0)
      await timePasses(its, minutes, minutes === DAY ? 'digests' : 'tickets', 3)
      await expect.poll(said, { timeout: 60_000, interval: 1000 }).toEqual([])
    }
    const channels = await db.$count(everyChannel)
    await expect.poll(async () => (await saidSoFar(db)).digests, { timeout: 60_000 }).toBe(channels)
    await expect.poll(said, { timeout: 60_000, interval: 1000 }).toEqual([])
    expect((await saidSoFar(db)).reminders).toBeGreaterThan(10)
    expect(postedTwice(around.calls)).toEqual([])
  } finally {
    await database.close()
  }
}

const DAY = 24 * 60

/** What happened by somebody's own watch alone. */
async function farOff({ url }: Ground, began: Date): Promise<string[]> {
  const sql = postgres(url ?? '', { max: 1, onnotice: () => {} })
  try {
    const events = await sql`
      select ticket_id, name, at from events
      where at not between ${began}::timestamptz - interval '2 seconds' and clock_timestamp() + interval '2 seconds'`
    return events.map(({ ticket_id, name, at }) => `#${ticket_id} ${name} at ${at}`)
  } finally {
    await sql.end()
  }
}
