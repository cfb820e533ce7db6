import { accounts, channels } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { errorInWords, type Read, readSettings, type SettingsError } from '../settings/read-settings.ts'
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
  const team = await named(db, workspaceId, (await settingsOf(db, workspaceId)).team)
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
  if ('errors' in read) return refused(io, read.errors)
  const { settings, errors } = await lookedUp(context, read)
  if (errors.length > 0) return refused(io, errors)
  await storeTeam(context.db, context.workspaceId, settings, context.now(), { rewritePromises })
  const kept = rewritePromises
    ? 'What waits now is promised anew, by these settings.'
    : 'What was promised before stays as it was.'
  await io.out(`The settings hold from now on. ${kept}`)
  for (const name of await strangers(context, settings))
    io.err(`Note: no account is named ${name} yet, so what is set for it waits for that account.`)
  return 0
}

function refused(io: Io, errors: SettingsError[]): number {
  io.err('Nothing is changed. What is wrong:')
  for (const error of errors) io.err(`  ${errorInWords(error)}`)
  return 1
}

/** Channels by their names, as people know them. */
async function named(db: Context['db'], workspaceId: string, team: Settings): Promise<Settings> {
  const rows = await db.select().from(channels).where(eq(channels.workspaceId, workspaceId))
  const names = new Map(rows.map(({ id, name }) => [id, `#${name}`]))
  return { ...team, routes: team.routes.map((one) => withChannel(one, names.get(one.channel ?? '') ?? one.channel)) }
}

/** Channels by their ids, each one that Roost can post in. */
async function lookedUp(context: Context, { settings, wrong }: Read) {
  const errors: SettingsError[] = []
  const routes = []
  for (const [place, one] of settings.routes.entries()) {
    const id = one.channel && (await context.channelNamed(one.channel).catch((error: unknown) => error))
    if (id instanceof Error) errors.push(wrong(['routes', place, 'channel'], `${id.message}.`))
    else routes.push(withChannel(one, typeof id === 'string' ? id : undefined))
  }
  return { settings: { ...settings, routes }, errors }
}

function withChannel(route: Settings['routes'][number], channel: string | undefined) {
  const { channel: _, ...rest } = route
  return channel ? { ...rest, channel } : rest
}

async function strangers({ db, workspaceId }: Context, { targets, routes }: Settings): Promise<string[]> {
  const rows = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.workspaceId, workspaceId))
  const names = [...targets, ...routes].flatMap(({ when }) => when.account ?? [])
  return [...new Set(names)].filter((name) => rows.every((row) => row.name !== name))
}
