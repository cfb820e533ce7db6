import { sql } from 'drizzle-orm'
import { importHistory } from '../src/cli/import-history.ts'
import type { Database, Db } from '../src/db/connect.ts'
import { accounts, agents, channels, workspaces } from '../src/db/schema.ts'
import type { Given } from './bench.ts'
import { filled } from './filled.ts'

/** When the last day of the history ends. */
export const now = Temporal.Instant.from('2026-11-20T09:00:00Z')

const A_DAY = 10_000
/** Of the day's tickets nine in ten are closed: so many such days before it make a million. */
const DAYS_BEFORE = 110
const MINUTE = 60_000

/** One busy day of 10,000 tickets, a thousand of them open; and a million, with as busy days before it and as many open. */
export async function histories(given: Given): Promise<{ small: Database; large: Database }> {
  const small = await filled(given, 'bench_day', ({ db }) => aDay(db))
  await small.close()
  const large = await filled(given, 'bench_million', ({ db }) => daysBefore(db), 'bench_day')
  return { small: await filled(given, 'bench_day', async () => {}), large }
}

/** Brought in as a team brings in its history. */
async function aDay(db: Db) {
  const began = now.subtract({ hours: 24 * 400 })
  await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: began })
  await db.insert(channels).values({ id: 'C1', workspaceId: 'T1', name: 'social' })
  await db.insert(agents).values({ workspaceId: 'T1', slackId: 'U1', name: 'Grace' })
  const common = { workspaceId: 'T1', channelId: 'C1', credentials: '', connectedAt: began, since: began }
  await db.insert(accounts).values([
    { ...common, network: 'custom', networkId: 'shop', name: 'shop' },
    { ...common, network: 'facebook', networkId: '10', name: 'Lumen' },
  ])
  const io = { lines: lines(), out: () => {}, err: (line: string) => console.error(line) }
  await importHistory({ db, workspaceId: 'T1', now: () => now }, [], io)
}

/** A ticket every 8.64 s: nine in ten answered and closed, one in five with a second turn. */
async function* lines() {
  const names = ['Grace', 'Alan', 'Ana']
  const customers = ['Mira', 'Tomas', 'Kenji', 'Sofia', 'Hannah', 'Wei']
  const tags = [['late delivery'], ['login'], [], ['refund', 'login'], []]
  const first = now.epochMilliseconds - 24 * 60 * MINUTE
  for (let index = 0; index < A_DAY; index++) {
    const at = first + Math.floor((index * 24 * 60 * MINUTE) / A_DAY)
    const waited = Math.min(at + (1 + ((index * 7919) % 120)) * MINUTE, now.epochMilliseconds)
    const name = customers[index % 6] ?? ''
    const customer = { id: `c${index}`, name, handle: `${name.toLowerCase()}.${index}` }
    const common = { account: index % 3 === 0 ? 'Lumen' : 'shop', customer }
    const post = (part: string, ms: number, more: object) =>
      JSON.stringify({ ...common, id: `${index}${part}`, sent_at: new Date(ms).toISOString(), ...more })
    yield post('a', at, { text: `Where is my order #${index} ${words(index)}`, tags: tags[index % 5] })
    if (index % 10 === 0) continue
    const closed_at = new Date(Math.min(waited + 240 * MINUTE, now.epochMilliseconds)).toISOString()
    const answer = { text: `Hi ${name}, ${words(index + A_DAY)}`, outbound: true, agent: { name: names[index % 3] } }
    if (index % 5 === 2) yield post('c', waited, { text: `And ${words(index + 2 * A_DAY)}` })
    yield post('b', waited, { ...answer, closed_at })
  }
}

/** Words as people use them: few all the time, most of them hardly ever. */
function words(seed: number): string {
  return Array.from({ length: 12 }, (_, place) => {
    const chance = (Math.imul(seed * 12 + place + 1, 2_654_435_761) >>> 0) / 2 ** 32
    return `w${Math.floor(chance ** 4 * 20_000)}`
  }).join(' ')
}

/** The same day again and again, each a day earlier, with its own ids; what is still open is not repeated. */
async function daysBefore(db: Db) {
  const index = await withoutWords(db)
  const closed = sql`(select id from tickets where closed_at is not null and id <= ${A_DAY})`
  const all = [
    ['customers', sql`id in (select customer_id from tickets where closed_at is not null)`],
    ['tickets', sql`closed_at is not null`],
    ...['messages', 'episodes', 'events'].map((table) => [table, sql`ticket_id in ${closed}`] as const),
  ] as const
  for (const [table, which] of all) {
    const columns = await db.execute(sql`
      select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`)
    const names = rowsOf<{ name: string; type: string }>(columns)
    const list = sql.raw(names.map(({ name }) => `"${name}"`).join(', '))
    const values = sql.raw(names.map(({ name, type }) => earlier(name, type)).join(', '))
    await db.execute(sql`
      insert into ${sql.raw(table)} (${list}) overriding system value
      select ${values} from ${sql.raw(table)}, generate_series(1, ${DAYS_BEFORE}::int) as day where ${which}`)
    await db.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), max(id)) from ${sql.raw(table)}`)
  }
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '512MB'`)
    await tx.execute(sql.raw(index))
  })
}

/** Words are indexed once all stand there, which takes a tenth of the time. Gives how the index is made again. */
async function withoutWords(db: Db): Promise<string> {
  const [found] = rowsOf<{ made: string }>(
    await db.execute(sql`select indexdef as made from pg_indexes where indexname = 'messages_by_word'`),
  )
  if (!found) throw new Error('There is no index messages_by_word')
  await db.execute(sql`drop index messages_by_word`)
  return found.made
}

const OWN_IDS = ['id', 'ticket_id', 'customer_id', 'message_id']

function earlier(name: string, type: string): string {
  if (OWN_IDS.includes(name)) return `"${name}" + day * 1000000`
  if (type === 'timestamp with time zone') return `"${name}" - day * interval '1 day'`
  if (['network_id', 'conversation', 'handle'].includes(name)) return `"${name}" || '/' || day`
  if (name === 'text') return `replace("${name}", '#', '#' || day)`
  return `"${name}"`
}

function rowsOf<Row>(result: unknown): Row[] {
  return Array.from(result as Iterable<Row>)
}
