import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Db } from '../db/connect.ts'
import { isAboutData } from '../db/is-about-data.ts'
import { accounts } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { tightest } from '../sla/targets.ts'
import { nearest } from '../stats/nearest.ts'
import { type Context, type Io, Unusable } from './context.ts'
import { type AccountOf, keep, type Setting } from './history/keep.ts'
import { BadLine, type HistoryLine, readLine } from './history/line.ts'

const BATCH = 500

/**
 * `import file.ndjson`, or from standard input: history from another tool, a message a line. What is here already is
 * passed over, so that the same file may come again; a bad line is named, and the rest goes on.
 */
export async function importHistory(
  context: Pick<Context, 'db' | 'workspaceId' | 'now'>,
  args: string[],
  io: Io,
): Promise<number> {
  const { db, workspaceId } = context
  const now = context.now()
  const [file = '-'] = args
  const setting = await settingOf(db, workspaceId)
  const count = { lines: 0, kept: 0, bad: 0 }
  let batch: NumberedLine[] = []
  const bad = (number: number, why: string) => {
    count.bad++
    io.err(`Line ${number}: ${why}.`)
  }
  const flush = async () => {
    count.kept += await keepAll(db, setting, batch, now, bad)
    batch = []
  }
  for await (const text of linesOf(file, io)) {
    count.lines++
    if (text.trim() === '') continue
    try {
      batch.push({ number: count.lines, line: known(readLine(text.replace(/^\uFEFF/, '')), setting) })
    } catch (error) {
      if (!(error instanceof BadLine)) throw error
      bad(count.lines, error.message)
    }
    if (batch.length === BATCH) await flush()
  }
  await flush()
  await io.out(summary(count))
  return count.bad > 0 ? 1 : 0
}

interface NumberedLine {
  number: number
  line: HistoryLine
}

function linesOf(file: string, io: Io): AsyncIterable<string> {
  if (file === '-') return io.lines
  if (!existsSync(file)) throw new Unusable(`There is no file ${file}.`)
  return createInterface({ input: createReadStream(file), crlfDelay: Infinity })
}

async function settingOf(db: Db, workspaceId: string): Promise<Setting> {
  const { channel = null, targets, schedules } = await settingsOf(db, workspaceId)
  const rows = await db.select().from(accounts).where(eq(accounts.workspaceId, workspaceId))
  return {
    workspaceId,
    accounts: byName(rows.map((row) => ({ ...row, channelId: row.channelId ?? channel }))),
    promise: (subject, metric, from) =>
      tightest(targets, schedules, subject, metric, from)?.due.round('millisecond') ?? null,
  }
}

/** Where two networks have an account of the same name, `facebook/Lumen` says which. */
function byName(rows: (AccountOf & { network: string })[]): Setting['accounts'] {
  const alone = rows.filter(({ name }) => rows.filter((other) => other.name === name).length === 1)
  return new Map([
    ...rows.map((row) => [`${row.network}/${row.name}`, row] as const),
    ...alone.map((row) => [row.name, row] as const),
  ])
}

function known(line: HistoryLine, { accounts }: Setting): HistoryLine {
  if (accounts.has(line.account)) return line
  const near = nearest(line.account, [...accounts.keys()])
  throw new BadLine(
    `account: there is none called ${line.account}${near ? `, but there is ${near}` : '; connect it first'}`,
  )
}

/** What the database refuses is looked for by halves, so that one line does not hold back its neighbours. */
async function keepAll(
  db: Db,
  setting: Setting,
  lines: NumberedLine[],
  now: Temporal.Instant,
  bad: (number: number, why: string) => void,
): Promise<number> {
  const [first] = lines
  if (!first) return 0
  try {
    return await keep(
      db,
      setting,
      lines.map(({ line }) => line),
      now,
    )
  } catch (error) {
    if (!isAboutData(error)) throw error
    if (lines.length === 1) {
      bad(first.number, 'the database cannot keep it')
      return 0
    }
    const half = Math.ceil(lines.length / 2)
    return (
      (await keepAll(db, setting, lines.slice(0, half), now, bad)) +
      (await keepAll(db, setting, lines.slice(half), now, bad))
    )
  }
}

function summary({ lines, kept, bad }: { lines: number; kept: number; bad: number }): string {
  const rest = lines - kept - bad
  const said = [
    `${kept} of ${lines} lines brought in`,
    ...(rest > 0 ? [`${rest} were here already or empty`] : []),
    ...(bad > 0 ? [`${bad} could not be read`] : []),
  ]
  return `${said.join(', ')}.`
}
