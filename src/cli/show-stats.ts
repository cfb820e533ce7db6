import { settingsOf } from '../settings/stored.ts'
import { rangeOf } from '../stats/days.ts'
import { beside } from '../stats/expectations.ts'
import { figures } from '../stats/figures.ts'
import { report } from '../stats/report.ts'
import { asText, words } from '../stats/words.ts'
import { ask, askOptions, readArgs } from './ask.ts'
import type { Context, Io } from './context.ts'

/** `stats 2026-11-01..2026-11-15 [--account a] [--agent a] [--tag t] [--json]`: the figures of some days. */
export async function showStats(
  context: Pick<Context, 'db' | 'workspaceId' | 'now'>,
  args: string[],
  { out }: Pick<Io, 'out'>,
): Promise<number> {
  const { db, workspaceId } = context
  const { zone, openings } = await settingsOf(db, workspaceId)
  const options = { ...askOptions, json: { type: 'boolean', default: false } } as const
  const { values, positionals } = readArgs({ args, allowPositionals: true, options })
  const question = await ask(context, zone, positionals, values)
  const { days, only } = question
  const now = context.now()
  if (values.json) {
    await out(JSON.stringify(await report(db, { workspaceId, days, only, zone }, now, openings)))
    return 0
  }
  const counted = await figures(db, { workspaceId, ranges: [rangeOf(days, zone)], only }, now, openings)
  await out(asText(words(counted, question, zone)))
  await out(beside(counted.within))
  return 0
}
