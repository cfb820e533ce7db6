import { settingsOf } from '../settings/stored.ts'
import { exportables, exportLines, formats } from '../stats/export.ts'
import { nearest } from '../stats/nearest.ts'
import { ask, askOptions, readArgs } from './ask.ts'
import { type Context, type Io, Unusable } from './context.ts'

/** `export tickets|messages|figures --from A --to B [--format csv|ndjson] [--bom]`: the result alone on standard output. */
export async function exportRows(
  context: Pick<Context, 'db' | 'workspaceId' | 'now'>,
  args: string[],
  { out }: Pick<Io, 'out'>,
): Promise<number> {
  const { db, workspaceId } = context
  const { zone, openings } = await settingsOf(db, workspaceId)
  const own = { format: { type: 'string', default: 'csv' }, bom: { type: 'boolean', default: false } } as const
  const options = { ...askOptions, ...own }
  const { values, positionals } = readArgs({ args, allowPositionals: true, options })
  const [what = '', ...words] = positionals
  const asked = {
    ...{ what: oneOf(exportables, what, 'What to export'), format: oneOf(formats, values.format, '--format') },
    ...{ workspaceId, zone, bom: values.bom },
    ...(await ask(context, zone, words, values)),
  }
  for await (const line of exportLines(db, asked, context.now(), openings)) await out(line)
  return 0
}

function oneOf<Word extends string>(words: readonly Word[], word: string, what: string): Word {
  const found = words.find((one) => one === word)
  if (found) return found
  const meant = nearest(word, words)
  throw new Unusable(`${what} is one of ${words.join(', ')}${meant && word ? `; did you mean ${meant}?` : '.'}`)
}
