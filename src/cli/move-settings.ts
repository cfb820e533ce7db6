import { eq } from 'drizzle-orm'
import { accounts } from '../db/schema.ts'
import { errorInWords, readSettings } from '../settings/read-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { settingsOf, storeTeam } from '../settings/stored.ts'
import { writeSettings } from '../settings/write-settings.ts'
import { type CliCommand, type Context, type Io, Unusable } from './context.ts'

const USAGE =
  'Say what to do: npm run settings -- export [file.yml], or npm run settings -- import [file.yml] [--rewrite-promises]'

/** `settings export|import`: everything the team has set, as one YAML file on `out`, or from `lines`. */
export const moveSettings: CliCommand = async (context, [verb, ...flags], io) => {
  const unknown = flags.find((flag) => flag !== '--rewrite-promises' || verb !== 'import')
  if (unknown) throw new Unusable(`${unknown} is not known here. ${USAGE}`)
  if (verb === 'export') return exportTo(io, context)
  if (verb === 'import') return importFrom(io, context, flags.length > 0)
  throw new Unusable(USAGE)
}

async function exportTo(io: Io, { db, workspaceId }: Context): Promise<number> {
  const { team } = await settingsOf(db, workspaceId)
  for (const line of writeSettings(team).trimEnd().split('\n')) await io.out(line)
  return 0
}

/** All of it or nothing: with one error in the file everything stays as it was. */
async function importFrom(io: Io, context: Context, rewritePromises: boolean): Promise<number> {
  const lines: string[] = []
  for await (const line of io.lines) lines.push(line)
  if (lines.every((line) => line.trim() === ''))
    throw new Unusable('The file is empty, so nothing is changed. To go back to what holds without settings, write {}.')
  const read = readSettings(lines.join('\n'))
  if ('errors' in read) {
    io.err('Nothing is changed. What is wrong:')
    for (const error of read.errors) io.err(`  ${errorInWords(error)}`)
    return 1
  }
  await storeTeam(context.db, context.workspaceId, read.settings, context.now(), { rewritePromises })
  const kept = rewritePromises
    ? 'What waits now is promised anew, by these settings.'
    : 'What was promised before stays as it was.'
  await io.out(`The settings hold from now on. ${kept}`)
  for (const name of await strangers(context, read.settings))
    io.err(`Note: no account is named ${name} yet, so a promise to it waits for that account.`)
  return 0
}

async function strangers({ db, workspaceId }: Context, { targets }: Settings): Promise<string[]> {
  const rows = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.workspaceId, workspaceId))
  const named = targets.flatMap(({ when }) => when.account ?? [])
  return [...new Set(named)].filter((name) => rows.every((row) => row.name !== name))
}
