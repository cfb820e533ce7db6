import postgres from 'postgres'
import type { Ground } from './program.ts'

const TABLES = ['workspaces', 'tickets', 'episodes', 'messages', 'reminders', 'posts', 'digests']
/** By the real time, which goes on. */
const HELD = ['lane_until', 'lease_until', 'retry_at', 'sending_at']
/** With what a tick begins its look there. */
const LOOKS = { tickets: '%order by "tickets"."next_due_at"%', digests: '%from "digests"%' }

/** In milliseconds: each looks every 5 seconds. */
const PATIENCE = 20_000

/**
 * As if so many minutes had gone by for all that is written down, while `replicas` run. They are held up where they look
 * for what is due, until each is there: then all look at the same moment. The database must be a server.
 */
export async function timePasses(
  { url }: Ground,
  minutes: number,
  at: keyof typeof LOOKS,
  replicas: number,
): Promise<void> {
  const sql = postgres(url ?? '', { max: 2, onnotice: () => {} })
  try {
    const columns = await sql`
      select table_name, column_name from information_schema.columns
      where data_type = 'timestamp with time zone' and table_name in ${sql(TABLES)} and column_name not in ${sql(HELD)}`
    await sql.begin(async (tx) => {
      await tx.unsafe(`lock table ${at} in access exclusive mode`)
      for (const [table, own] of Map.groupBy(columns, ({ table_name }) => table_name)) {
        const earlier = own.map(({ column_name: name }) => `${name} = ${name} - interval '${minutes} minutes'`)
        await tx.unsafe(`update ${table} set ${earlier.join(', ')}`)
      }
      await tx`update digests set day = (day::date - ${Math.floor(minutes / (24 * 60))}::int)::text`
      const waiting = async () => {
        const [found] = await sql`
          select count(*)::int as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like ${LOOKS[at]}`
        return Number(found?.count)
      }
      const deadline = performance.now() + PATIENCE
      for (let are = 0; are < replicas; are = await waiting()) {
        if (performance.now() > deadline) throw new Error(`Only ${are} of ${replicas} replicas look for what is due`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })
  } finally {
    await sql.end()
  }
}
