import { performance } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { type Db, openDatabase } from '../src/db/connect.ts'
import { accounts, agents, channels, tickets, workspaces } from '../src/db/schema.ts'
import { find } from '../src/tickets/find.ts'
import { suggestAnswers } from '../src/tickets/suggest-answers.ts'

// What finding costs, and suggesting answers, at 10,000 tickets and at a million: at most twice as long, whatever is looked
// for, and under 100 ms.
// `BENCH_DATABASE_URL=postgres://… node bench/find.ts [tickets]`, on a server where databases may be made; filled once, and
// kept for the next time.

const server = process.env.BENCH_DATABASE_URL
if (!server) throw new Error('BENCH_DATABASE_URL: name a PostgreSQL server where databases may be made')
const large = Number(process.argv[2] ?? 1_000_000)
const small = await filled(10_000)
const big = await filled(large)

const [ticket] = await big.db.select().from(tickets).limit(1)
if (!ticket) throw new Error('There is no ticket')

const LOOKED_FOR = {
  'a word in every message': 'order',
  'a word in half of them': 'w0',
  'one in thirty': 'w70',
  'one in a thousand': 'w9900',
  'a number that is there once': '777',
  'a name that many have': 'Mira',
  'a handle': '@mira.4711',
  'two words': 'w70 w9900',
  'a name and a word': 'mira w9900',
  'a beginning': 'w123',
  'what is nowhere': 'zebra',
}
const page = (db: Db, words: string) => () => find(db, 'T1', { words, most: 11 })
for (const [what, words] of Object.entries(LOOKED_FOR)) await compare(what, (db) => page(db, words))
for (const [what, asked] of Object.entries({
  'answers to a usual message': 'Where is my order w0 w1 w2 w5 w9 w12 w40',
  'answers to a rare one': 'w9900 w12345 w777 is my order w3 w8',
  'answers to a long one': Array.from({ length: 60 }, (_, n) => `w${n * n}`).join(' '),
}))
  await compare(what, (db) => () => suggestAnswers(db, ticket, asked, { most: 3, languages: ['en'] }))
await small.close()
await big.close()

async function compare(what: string, run: (db: Db) => () => Promise<unknown>) {
  const times: { small: number[]; big: number[] } = { small: [], big: [] }
  for (let round = 0; round < 9; round++) {
    times.small.push(await timed(run(small.db)))
    times.big.push(await timed(run(big.db)))
  }
  const [little, much] = [median(times.small), median(times.big)]
  console.log(
    `${what}: ${little.toFixed(1)} ms at 10,000, ${much.toFixed(1)} ms at ${large}: ${(much / little).toFixed(2)} times`,
  )
}

/** Words as people use them: few all the time, most of them hardly ever. */
async function filled(count: number) {
  const name = `bench_find_${count}`
  const admin = postgres(server ?? '', { max: 1, onnotice: () => {} })
  const there = await admin`select 1 from pg_database where datname = ${name}`
  if (there.length === 0) await admin.unsafe(`create database ${name}`)
  await admin.end()
  const url = new URL(server ?? '')
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href, dataDir: '' })
  if (there.length > 0) return database
  const { db } = database
  const at = Temporal.Instant.from('2025-01-01T00:00:00Z')
  await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: at })
  await db.insert(channels).values({ id: 'C1', workspaceId: 'T1', name: 'social' })
  await db.insert(agents).values({ workspaceId: 'T1', slackId: 'U1', name: 'Grace' })
  const shop = { network: 'custom', networkId: 'shop', name: 'shop', credentials: '', connectedAt: at, since: at }
  await db.insert(accounts).values({ workspaceId: 'T1', ...shop })
  const names = sql`(array['Mira', 'Tomas', 'Kenji', 'Sofia', 'Hannah', 'Wei'])[1 + i % 6]`
  const words = (seed: number) =>
    sql`(select string_agg('w' || floor(power(random(), 4) * 20000)::int, ' ') from generate_series(1, 12) where i + ${seed} > 0)`
  const moment = sql`timestamptz '2025-01-01' + i * interval '25 seconds'`
  await db.execute(sql`insert into customers (workspace_id, account_id, network_id, name, handle)
    select 'T1', 1, 'c' || i, ${names}, lower(${names}) || '.' || i from generate_series(1, ${count}::int) i`)
  await db.execute(sql`insert into tickets (workspace_id, account_id, customer_id, place, conversation, opened_at, closed_at, closed_as, language)
    select 'T1', 1, i, 'private', 'c' || i, ${moment}, ${moment}, 'resolved', 'en' from generate_series(1, ${count}::int) i`)
  await db.execute(sql`insert into messages (workspace_id, account_id, ticket_id, direction, place, network_id, customer_id, author, text, at, received_at, language)
    select 'T1', 1, 1000 + i, 'inbound', 'private', 'm' || i, i, ${names} || ' ' || lower(${names}) || '.' || i,
      'Where is my order #' || i || ' ' || ${words(0)}, ${moment}, ${moment}, 'en' from generate_series(1, ${count}::int) i`)
  await db.execute(sql`insert into messages (workspace_id, account_id, ticket_id, direction, place, network_id, agent_id, text, at, received_at, sent_at)
    select 'T1', 1, 1000 + i, 'outbound', 'private', 'r' || i, 1, 'Hi ' || ${names} || ', ' || ${words(1)},
      ${moment}, ${moment}, ${moment} from generate_series(1, ${count}::int) i`)
  await db.execute(sql`vacuum analyze`)
  return database
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
