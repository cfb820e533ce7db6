import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { importHistory } from '../src/cli/import-history.ts'
import { type Db, openDatabase } from '../src/db/connect.ts'
import { accounts, channels, workspaces } from '../src/db/schema.ts'
import { rangeOf, readDays } from '../src/stats/days.ts'
import { digest } from '../src/stats/digest.ts'
import { digestFacts } from '../src/stats/digest-facts.ts'
import { figures } from '../src/stats/figures.ts'
import { report } from '../src/stats/report.ts'

// What the figures cost at 10,000 tickets and at a million, 10,000 a day: a day's digest must not grow, 30 days take under
// a second, and neither may hold up the event loop. `BENCH_DATABASE_URL=postgres://… node bench/figures.ts [tickets]`,
// on a server where databases may be made; filled through the import, and kept for the next time.

const PER_DAY = 10_000
const now = Temporal.Instant.from('2026-11-20T09:00:00Z')
const MINUTE = 60_000
const server = process.env.BENCH_DATABASE_URL
if (!server) throw new Error('BENCH_DATABASE_URL: name a PostgreSQL server where databases may be made')
const large = Number(process.argv[2] ?? 1_000_000)

const small = await filled(10_000)
const big = await filled(large)
const rounds = { small: [] as number[], big: [] as number[] }
for (let round = 0; round < 7; round++) {
  rounds.small.push(await timed(() => aDigest(small.db)))
  rounds.big.push(await timed(() => aDigest(big.db)))
}
const [little, much] = [median(rounds.small), median(rounds.big)]
say(`digest of a day: ${little} ms at 10,000, ${much} ms at ${large}: ${(much / little).toFixed(2)} times (at most 2)`)
for (const [name, run] of [
  ['stats 30d', () => figures(big.db, scope('30d'), now)],
  ['stats 30d --json', () => report(big.db, { workspaceId: 'T1', days: daysOf('30d'), only: {}, zone: 'UTC' }, now)],
] as const) {
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const times = [await timed(run), await timed(run), await timed(run)]
  loop.disable()
  say(
    `${name} of ${large}: ${median(times)} ms (under 1,000), event loop held up ${Math.round(loop.max / 1e6)} ms (under 50)`,
  )
}
await small.close()
await big.close()

async function aDigest(db: Db) {
  const span = { from: now.subtract({ hours: 24 }), to: now }
  return digest(await digestFacts(db, { workspaceId: 'T1', channelId: 'C1', span, zone: 'UTC', dueAt: now }, now))
}

async function filled(tickets: number) {
  const name = `bench_${tickets}`
  const admin = postgres(server ?? '', { max: 1, onnotice: () => {} })
  const there = await admin`select 1 from pg_database where datname = ${name}`
  if (there.length === 0) await admin.unsafe(`create database ${name}`)
  await admin.end()
  const url = new URL(server ?? '')
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href, dataDir: '' })
  if (there.length > 0) return database
  await company(database.db)
  const began = performance.now()
  const io = { lines: lines(tickets), out: () => {}, err: (line: string) => console.error(line) }
  await importHistory({ db: database.db, workspaceId: 'T1', now: () => now }, [], io)
  const seconds = (performance.now() - began) / 1000
  say(`${tickets} tickets brought in within ${seconds.toFixed(0)} s, ${Math.round(tickets / seconds)} a second`)
  await database.db.execute(sql`vacuum analyze`)
  return database
}

async function company(db: Db) {
  const began = now.subtract({ hours: 24 * 400 })
  await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: began })
  await db.insert(channels).values({ id: 'C1', workspaceId: 'T1', name: 'social' })
  const common = { workspaceId: 'T1', channelId: 'C1', credentials: '', connectedAt: began, since: began }
  await db.insert(accounts).values([
    { ...common, network: 'custom', networkId: 'shop', name: 'shop' },
    { ...common, network: 'facebook', networkId: '10', name: 'Lumen' },
  ])
}

/** A ticket every 8.64 s: nine in ten answered, most closed, one in five with a second turn. */
async function* lines(tickets: number) {
  const agents = ['Grace', 'Alan', 'Ana']
  const tags = [['late delivery'], ['login'], [], ['refund', 'login'], []]
  const first = now.epochMilliseconds - (tickets / PER_DAY) * 24 * 60 * MINUTE
  for (let index = 0; index < tickets; index++) {
    const at = first + Math.floor((index * 24 * 60 * MINUTE) / PER_DAY)
    const waited = (1 + ((index * 7919) % 120)) * MINUTE
    const common = { account: index % 3 === 0 ? 'Lumen' : 'shop', customer: { id: `c${index}`, name: 'Mira' } }
    const agent = { name: agents[index % 3] }
    const post = (part: string, ms: number, more: object) =>
      JSON.stringify({ ...common, id: `${index}${part}`, text: 'Where is my order?', sent_at: iso(ms), ...more })
    yield post('a', at, { tags: tags[index % 5] })
    if (index % 10 === 0 || at + waited > now.epochMilliseconds) continue
    const closed_at = index % 10 === 1 ? undefined : iso(Math.min(at + waited + 240 * MINUTE, now.epochMilliseconds))
    yield post('b', at + waited, { outbound: true, agent, closed_at })
    if (index % 5 === 2) yield post('c', Math.min(at + waited + 20 * MINUTE, now.epochMilliseconds), {})
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

function daysOf(words: string) {
  const days = readDays(words, now.toZonedDateTimeISO('UTC').toPlainDate())
  if (!days) throw new Error(`${words} are no days`)
  return days
}

function scope(words: string) {
  return { workspaceId: 'T1', ranges: [rangeOf(daysOf(words), 'UTC')] }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

function median(values: number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)
}

function say(line: string) {
  console.log(line)
}
