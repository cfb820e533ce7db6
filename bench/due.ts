import { performance } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { type Db, openDatabase } from '../src/db/connect.ts'
import { accounts, channels, customers, workspaces } from '../src/db/schema.ts'
import { fallDue } from '../src/jobs/fall-due.ts'
import { keepLists } from '../src/jobs/lists.ts'
import { lookAgain } from '../src/jobs/look-again.ts'
import { storeEnvironment } from '../src/settings/stored.ts'

// What a tick's scan costs among a million open tickets of which none is due, beside one look at all: at most 1/20.
// `BENCH_DATABASE_URL=postgres://… node bench/due.ts [tickets]`, on a server where databases may be made; kept for the
// next time.

const now = Temporal.Instant.from('2026-11-20T09:00:00Z')
const server = process.env.BENCH_DATABASE_URL
if (!server) throw new Error('BENCH_DATABASE_URL: name a PostgreSQL server where databases may be made')
const count = Number(process.argv[2] ?? 1_000_000)

const { db, close } = await filled(count)
const rounds = { scan: [] as number[], tick: [] as number[], all: [] as number[] }
for (let round = 0; round < 25; round++) {
  rounds.scan.push(await timed(() => scan(db)))
  rounds.tick.push(await timed(() => tick(db)))
  rounds.all.push(await timed(() => lookAtAll(db)))
}
const allTakes = median(rounds.all)
console.log(`${count} open tickets, none due. A look at all of them: ${allTakes.toFixed(2)} ms.`)
for (const [name, taken] of [
  ['The scan', median(rounds.scan)],
  ['A whole tick, its lists and pages included', median(rounds.tick)],
] as const)
  console.log(`${name}: ${taken.toFixed(2)} ms, 1/${(allTakes / taken).toFixed(0)} of it`)
await close()

async function scan(db: Db) {
  if (await fallDue(db, 'T1', now)) throw new Error('Nothing should be due')
}

async function tick(db: Db) {
  await scan(db)
  if (await lookAgain(db, 'T1', now)) throw new Error('Nothing should be left to look at')
  await keepLists(db, 'T1', now)
}

/** The same question where no index helps. */
async function lookAtAll(db: Db) {
  await db.execute(sql`select count(*) from tickets where next_due_at + interval '0' <= ${now.toString()}::timestamptz`)
}

async function filled(tickets: number) {
  const name = `bench_due_${tickets}`
  const admin = postgres(server ?? '', { max: 1, onnotice: () => {} })
  const there = await admin`select 1 from pg_database where datname = ${name}`
  if (there.length === 0) await admin.unsafe(`create database ${name}`)
  await admin.end()
  const url = new URL(server ?? '')
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href, dataDir: '' })
  if (there.length === 0) await fill(database.db, tickets)
  return database
}

/** Each waits for its first answer, and is due within the coming year. */
async function fill(db: Db, tickets: number) {
  await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: now })
  await db.insert(channels).values({ id: 'C1', workspaceId: 'T1', name: 'social' })
  await storeEnvironment(db, 'T1', { channel: 'C1' })
  await db.insert(accounts).values({
    ...{ workspaceId: 'T1', network: 'custom', networkId: 'shop', name: 'Lumen', credentials: '' },
    ...{ connectedAt: now, since: now },
  })
  await db.insert(customers).values({ workspaceId: 'T1', accountId: 1, networkId: 'mira', name: 'Mira Petrova' })
  await db.execute(sql`
    insert into tickets (workspace_id, account_id, customer_id, channel_id, place, conversation, opened_at, next_due_at)
    select 'T1', 1, 1, 'C1', 'private', 'c' || number, ${now.toString()}::timestamptz,
      ${now.toString()}::timestamptz + number * interval '30 seconds'
    from generate_series(1, ${tickets}::int) as number
  `)
  await db.execute(sql`
    insert into episodes (workspace_id, ticket_id, metric, started_at, due_at)
    select 'T1', id, 'first reply', opened_at, next_due_at from tickets
  `)
  await db.execute(sql`vacuum analyze`)
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
