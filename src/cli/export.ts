import { exportables, exportLines, formats } from '../stats/export.ts'
import { nearest } from '../stats/nearest.ts'
import { Unclear } from '../stats/question.ts'
import { ask, askOptions, readArgs } from './ask.ts'
import type { Context, Io } from './command.ts'

/**
 * `npm run export -- tickets|messages|figures --from 2026-11-01 --to 2026-11-15 [--format csv|ndjson] [--bom]`: the result
 * alone on standard output.
 */
export async function exportRows(context: Context, args: string[], { out, err }: Io): Promise<number> {
  const { db, workspaceId, now, env } = context
  try {
    const { values, positionals } = readArgs({
      args,
      allowPositionals: true,
      options: { ...askOptions, format: { type: 'string', default: 'csv' }, bom: { type: 'boolean', default: false } },
    })
    const [what, ...words] = positionals
    const { days, only } = await ask(context, words, values)
    const asked = {
      ...{ what: oneOf(exportables, what ?? '', 'What to export'), format: oneOf(formats, values.format, '--format') },
      ...{ workspaceId, days, only, bom: values.bom, zone: env.timeZone },
    }
    for await (const line of exportLines(db, asked, now)) await out(line)
    return 0
  } catch (error) {
    if (!(error instanceof Unclear)) throw error
    await err(error.message)
    return 1
  }
}

function oneOf<Word extends string>(words: readonly Word[], word: string, what: string): Word {
  const found = words.find((one) => one === word)
  if (found) return found
  const meant = nearest(word, words)
  throw new Unclear(`${what} is one of ${words.join(', ')}${meant && word ? `; did you mean ${meant}?` : '.'}`)
}
