import { rangeOf } from '../stats/days.ts'
import { beside } from '../stats/expectations.ts'
import { figures } from '../stats/figures.ts'
import { Unclear } from '../stats/question.ts'
import { report } from '../stats/report.ts'
import { asText, words } from '../stats/words.ts'
import { ask, askOptions, readArgs } from './ask.ts'
import type { Context, Io } from './command.ts'

/** `npm run stats -- 2026-11-01..2026-11-15 [--account a] [--agent a] [--tag t] [--json]`: the figures of some days. */
export async function stats(context: Context, args: string[], { out, err }: Io): Promise<number> {
  const { db, workspaceId, now, env } = context
  const zone = env.timeZone
  try {
    const { values, positionals } = readArgs({
      args,
      allowPositionals: true,
      options: { ...askOptions, json: { type: 'boolean', default: false } },
    })
    const question = await ask(context, positionals, values)
    const { days, only } = question
    if (values.json) {
      await out(JSON.stringify(await report(db, { workspaceId, days, only, zone }, now)))
      return 0
    }
    const counted = await figures(db, { workspaceId, ranges: [rangeOf(days, zone)], only }, now)
    await out(asText(words(counted, question, zone)))
    await out(beside(counted.within))
    return 0
  } catch (error) {
    if (!(error instanceof Unclear)) throw error
    await err(error.message)
    return 1
  }
}
