import { type Context, type Io, Unusable } from '../../src/cli/context.ts'
import type { Db } from '../../src/db/connect.ts'
import { settings } from '../../src/db/schema.ts'

type Needs = Pick<Context, 'db' | 'workspaceId' | 'now'>

/** Runs a command as a terminal would: what it printed, where, and its exit code. */
export async function run(
  command: (context: Needs, args: string[], io: Io) => Promise<number>,
  { now, ...context }: { db: Db; workspaceId: string; now: Temporal.Instant },
  args: string[],
  input: string[] = [],
) {
  const out: string[] = []
  const err: string[] = []
  const io: Io = { lines: lines(input), out: (line) => void out.push(line), err: (line) => void err.push(line) }
  try {
    const code = await command({ ...context, now: () => now }, args, io)
    return { code, out, err }
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    return { code: 1, out, err: [...err, error.message] }
  }
}

export async function inZone(db: Db, workspaceId: string, zone: string): Promise<void> {
  const name = 'environment'
  const value = { zone }
  await db
    .insert(settings)
    .values({ workspaceId, name, value })
    .onConflictDoUpdate({ target: [settings.workspaceId, settings.name], set: { value } })
}

async function* lines(input: string[]) {
  yield* input
}
