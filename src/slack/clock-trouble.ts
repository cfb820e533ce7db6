import type { Db } from '../db/connect.ts'
import { workspaces } from '../db/schema.ts'
import { sql } from '../db/sql.ts'

/** In seconds: a hurried clock is nothing to speak of. Slack's and the networks' patience with a signature is five minutes. */
const WORTH_A_WORD = 30

/** How far this machine's clock and the database's stand from Slack's and from one another, as sentences; none where all is well. */
export async function clockTrouble(db: Db, apiUrl: string, token: string): Promise<string[]> {
  const [slack, database] = await Promise.all([ahead(() => slackTime(apiUrl, token)), ahead(() => databaseTime(db))])
  return [
    ...told('This machine’s', database, 'the database’s', 'Roost goes by the database’s.'),
    ...told('This machine’s', slack, 'Slack’s', 'What it logs is told by it.'),
    ...told('The database’s', slack - database, 'Slack’s', 'Beyond 5 minutes presses are refused.'),
  ]
}

async function slackTime(apiUrl: string, token: string): Promise<number> {
  const response = await fetch(new URL('auth.test', apiUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  })
  await response.body?.cancel()
  return Date.parse(response.headers.get('date') ?? '')
}

async function databaseTime(db: Db): Promise<number> {
  const at = sql`(extract(epoch from clock_timestamp()) * 1000)::float8`.mapWith(Number)
  const [row] = await db.select({ at }).from(workspaces).limit(1)
  return row?.at ?? Number.NaN
}

/** In seconds; not a number where nobody says what time it is. */
async function ahead(theirs: () => Promise<number>): Promise<number> {
  const asked = Date.now()
  const at = await theirs().catch(() => Number.NaN)
  return Math.round(((asked + Date.now()) / 2 - at) / 1000)
}

function told(whose: string, seconds: number, than: string, so: string): string[] {
  if (!(Math.abs(seconds) >= WORTH_A_WORD)) return []
  const far = Math.abs(seconds) < 120 ? `${Math.abs(seconds)} seconds` : `${Math.round(Math.abs(seconds) / 60)} minutes`
  return [
    `${whose} clock is ${far} ${seconds > 0 ? 'ahead of' : 'behind'} ${than}. ${so} Let it be set by the network’s time (NTP).`,
  ]
}
