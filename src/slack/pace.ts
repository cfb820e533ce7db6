import type { Db } from '../db/connect.ts'
import { paces } from '../db/schema.ts'
import { sql } from '../db/sql.ts'

// Slack allows about one message a second in a channel, and about 50 updates a minute in a workspace. The next free moment
// stands in a row, so that it holds across processes; the times are the database's, never a process's.

export const pace = {
  posting: (channelId: string) => ({ name: `post ${channelId}`, every: 1.0, burst: 0 }),
  updating: { name: 'update', every: 1.3, burst: 5 },
}

export type Pace = { name: string; every: number; burst: number }

/** Takes the next moment, if it is now: answers false when it is still ahead. */
export async function takeTurn(tx: Db, workspaceId: string, { name, every, burst }: Pace): Promise<boolean> {
  const taken = await tx
    .insert(paces)
    .values({ workspaceId, name, freeAt: sql`clock_timestamp() + make_interval(secs => ${every}::float8)` })
    .onConflictDoUpdate({
      target: [paces.workspaceId, paces.name],
      set: { freeAt: sql`greatest(${paces.freeAt}, clock_timestamp()) + make_interval(secs => ${every}::float8)` },
      setWhere: sql`${paces.freeAt} <= clock_timestamp() + make_interval(secs => ${burst * every}::float8)`,
    })
    .returning({ name: paces.name })
  return taken.length > 0
}

/** Slack said to wait so long. */
export async function holdBack(
  db: Db,
  workspaceId: string,
  { name, burst, every }: Pace,
  seconds: number,
): Promise<void> {
  const freeAt = sql`clock_timestamp() + make_interval(secs => ${seconds + burst * every}::float8)`
  await db
    .insert(paces)
    .values({ workspaceId, name, freeAt })
    .onConflictDoUpdate({
      target: [paces.workspaceId, paces.name],
      set: { freeAt: sql`greatest(${paces.freeAt}, ${freeAt})` },
    })
}
