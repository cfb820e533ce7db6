import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { settings as rows } from '../db/schema.ts'
import { and, eq, inArray } from '../db/sql.ts'
import type { defaultLadder } from '../sla/ladder.ts'
import { type Opening, openings } from '../sla/openings.ts'
import { aroundTheClock, type OpeningHours, type Version } from '../sla/schedule.ts'
import { defaultTargets, type Schedules, type Target } from '../sla/targets.ts'
import { schedule } from './schedule.ts'
import { type Settings, type SettingsJson, settingsSchema } from './settings.ts'

/** What the environment says about a workspace, written down at each start so that every process goes by the same. */
const environment = z.object({
  /** Where tickets go whose account has no channel of its own: a Slack channel id. */
  channel: z.string().optional(),
  zone: z.string().default('UTC'),
  /** Local time of day, as 09:00. */
  digestTime: z.string().default('09:00'),
  replyTargetMinutes: z.number().int().positive().default(60),
})

const PARTS = ['environment', 'schedules', 'team'] as const

type Told = z.infer<typeof environment>

const versions = z.array(z.object({ from: z.string(), schedules: z.array(schedule) }))

/** Everything a workspace goes by: what its leads have set, and what holds where they have set nothing. */
export interface Stored extends z.infer<typeof environment> {
  team: Settings
  targets: Target[]
  /** By name, each with its versions: what was promised under older hours stays as it was. */
  schedules: Schedules
  ladder: typeof defaultLadder
  /** The team's own hours, for what no target names: the first schedule, or around the clock. */
  hours: OpeningHours
  /** Without them, time on the wall: nothing has to be worked out for a team that never closes. */
  openings: ((from: number) => Iterable<Opening>) | undefined
}

/** Parsed once for each text: what is opened from a schedule is remembered by the schedule's identity. */
const parsed = new Map<string, { text: string; stored: Stored }>()

export async function settingsOf(db: Db, workspaceId: string): Promise<Stored> {
  const found = await db
    .select()
    .from(rows)
    .where(and(eq(rows.workspaceId, workspaceId), inArray(rows.name, [...PARTS])))
    .orderBy(rows.name)
  const text = JSON.stringify(found.map(({ name, value }) => [name, value]))
  const before = parsed.get(workspaceId)
  if (before?.text === text) return before.stored
  const stored = read(Object.fromEntries(found.map(({ name, value }) => [name, value])))
  parsed.set(workspaceId, { text, stored })
  return stored
}

function read(values: Record<string, unknown>): Stored {
  const told = environment.parse(values.environment ?? {})
  const team = settingsSchema.parse(values.team ?? {})
  const schedules = byName(versions.parse(values.schedules ?? []))
  const hours = schedules.get(team.schedules[0]?.name ?? '') ?? aroundTheClock
  return {
    ...told,
    ...{ team, schedules, hours, ladder: team.reminders },
    targets: team.targets.length > 0 ? team.targets : defaultTargets(told.replyTargetMinutes, team.schedules[0]?.name),
    openings: hours === aroundTheClock ? undefined : (from) => openings(hours, from),
  }
}

function byName(history: z.infer<typeof versions>): Map<string, Version[]> {
  const found = new Map<string, Version[]>()
  for (const { from, schedules } of history)
    for (const one of schedules)
      found.set(one.name, [...(found.get(one.name) ?? []), { from: Temporal.Instant.from(from), schedule: one }])
  return found
}

/** Writes down what the environment says; a command that does not know the channel leaves it as it is. */
export async function storeEnvironment(db: Db, workspaceId: string, told: Partial<Told>): Promise<void> {
  const [before] = await db
    .select()
    .from(rows)
    .where(and(eq(rows.workspaceId, workspaceId), eq(rows.name, 'environment')))
  await keep(db, workspaceId, 'environment', environment.parse({ ...Object(before?.value), ...told }))
}

/**
 * Keeps what the leads have set. Opening hours hold from `now` on, and what was promised before is not rewritten unless
 * `rewritePromises` says so. The tickets that wait now are looked at once more by `jobs/look-again.ts`.
 */
export function storeTeam(
  db: Db,
  workspaceId: string,
  team: Settings,
  now: Temporal.Instant,
  { rewritePromises = false }: { rewritePromises?: boolean } = {},
): Promise<void> {
  return db.transaction(async (tx) => {
    const json = asJson(team)
    const found = await tx.select().from(rows).where(eq(rows.workspaceId, workspaceId)).for('update')
    const history = found.find(({ name }) => name === 'schedules')?.value
    const past = Array.isArray(history) ? history : []
    const same = JSON.stringify(past.at(-1)?.schedules ?? []) === JSON.stringify(json.schedules ?? [])
    await keep(tx, workspaceId, 'team', json)
    if (!same) await keep(tx, workspaceId, 'schedules', [...past, { from: now.toString(), schedules: json.schedules }])
    const pending = Object(found.find(({ name }) => name === 'look again')?.value)
    // An import that asked for it may not have been carried out yet.
    const rewrites = rewritePromises || pending.rewritePromises === true
    await keep(tx, workspaceId, 'look again', { after: 0, rewritePromises: rewrites })
  })
}

/** Keeps what `change` makes of what is set at this very moment, unless it gives nothing. Answers whether it did. */
export function changeTeam(
  db: Db,
  workspaceId: string,
  now: Temporal.Instant,
  change: (stored: Stored) => Settings | undefined | Promise<Settings | undefined>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.select().from(rows).where(eq(rows.workspaceId, workspaceId)).for('update')
    const changed = await change(await settingsOf(tx, workspaceId))
    if (changed) await storeTeam(tx, workspaceId, changed, now)
    return changed !== undefined
  })
}

/** The form of the settings file. */
export function asJson(team: Settings): SettingsJson {
  return z.encode(settingsSchema, team)
}

async function keep(db: Db, workspaceId: string, name: string, value: unknown): Promise<void> {
  await db
    .insert(rows)
    .values({ workspaceId, name, value })
    .onConflictDoUpdate({ target: [rows.workspaceId, rows.name], set: { value } })
}
