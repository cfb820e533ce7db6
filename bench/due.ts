import { sql } from 'drizzle-orm'
import type { Db } from '../src/db/connect.ts'
import { accounts, channels, customers, workspaces } from '../src/db/schema.ts'
import { fallDue } from '../src/jobs/fall-due.ts'
import { keepLists } from '../src/jobs/lists.ts'
import { lookAgain } from '../src/jobs/look-again.ts'
import { storeEnvironment } from '../src/settings/stored.ts'
import { type Bench, row } from './bench.ts'
import { filled } from './filled.ts'
import { now } from './history.ts'
import { pairs } from './pairs.ts'

/** What a tick costs among a million open tickets of which none is due. */
export const due: Bench = {
  name: 'due',
  needsServer: true,
  async run(given) {
    const small = await filled(given, 'bench_open_10000', ({ db }) => fill(db, 10_000))
    const large = await filled(given, 'bench_open_1000000', ({ db }) => fill(db, 1_000_000))
    const { ratio, a, b } = await pairs(
      () => ticks(large.db),
      () => ticks(small.db),
      9,
    )
    const beside = await pairs(
      () => ticks(large.db),
      () => lookAtAll(large.db),
      9,
    )
    await small.close()
    await large.close()
    const floor = `${b.toFixed(1)} ms at 10,000 open, ${a.toFixed(1)} ms at 1,000,000`
    return [
      row('growth, due scan', ratio, '≤ 2', { floor }),
      row('a tick beside a look at all', beside.ratio, '≤ 0.05', { floor: `${beside.b.toFixed(1)} ms for all` }),
    ]
  },
}

const TICKS = 20

async function ticks(db: Db): Promise<number> {
  const began = performance.now()
  for (let tick = 0; tick < TICKS; tick += 1) {
    if (await fallDue(db, 'T1', now)) throw new Error('Nothing should be due')
    if (await lookAgain(db, 'T1', now)) throw new Error('Nothing should be left to look at')
    await keepLists(db, 'T1', now)
  }
  return (performance.now() - began) / TICKS
}

/** The same question where no index helps. */
async function lookAtAll(db: Db): Promise<number> {
  const began = performance.now()
  await db.execute(sql`select count(*) from tickets where next_due_at + interval '0' <= ${now.toString()}::timestamptz`)
  return performance.now() - began
}

/** Each waits for its first answer, and is due within the coming year. */
async function fill(db: Db, count: number) {
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
    from generate_series(1, ${count}::int) as number
  `)
  await db.execute(sql`
    insert into episodes (workspace_id, ticket_id, metric, started_at, due_at)
    select 'T1', id, 'first reply', opened_at, next_due_at from tickets
  `)
}
