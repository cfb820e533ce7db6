import type { Db } from '../db/connect.ts'
import { workspaces } from '../db/schema.ts'
import { and, eq, isNull, lt, or, sql } from '../db/sql.ts'

const HELD_FOR = sql`clock_timestamp() + interval '15 seconds'`

/** Takes or keeps the drawing lane of a workspace: one process at a time draws, and another takes over within 15 s. */
export async function holdLane(db: Db, workspaceId: string, holder: string): Promise<boolean> {
  const held = await db
    .update(workspaces)
    .set({
      laneHolder: holder,
      laneUntil: HELD_FOR,
      laneGeneration: sql`${workspaces.laneGeneration} + (${workspaces.laneHolder} is distinct from ${holder})::int`,
    })
    .where(
      and(
        eq(workspaces.id, workspaceId),
        or(
          isNull(workspaces.laneHolder),
          eq(workspaces.laneHolder, holder),
          lt(workspaces.laneUntil, sql`clock_timestamp()`),
        ),
      ),
    )
    .returning({ id: workspaces.id })
  return held.length > 0
}

export async function freeLane(db: Db, workspaceId: string, holder: string): Promise<void> {
  await db
    .update(workspaces)
    .set({ laneHolder: null, laneUntil: null })
    .where(and(eq(workspaces.id, workspaceId), eq(workspaces.laneHolder, holder)))
}
