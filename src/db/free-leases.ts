import type { Db } from './connect.ts'
import { deliveries, files, posts, workspaces } from './schema.ts'
import { isNotNull, sql } from './sql.ts'

/** Its owner is alone on the embedded database: whatever was leased when it starts belongs to nobody. */
export async function freeLeases(db: Db): Promise<void> {
  await db.update(workspaces).set({ laneHolder: null, laneUntil: null }).where(isNotNull(workspaces.laneHolder))
  // A change that its last process had sent may be on its way still, and come after the next.
  const sendingAt = sql`case when ${posts.ts} is null then ${posts.sendingAt} else clock_timestamp() end`
  await db.update(posts).set({ leaseBy: null, leaseUntil: null, sendingAt }).where(isNotNull(posts.leaseUntil))
  await db.update(deliveries).set({ leaseUntil: null }).where(isNotNull(deliveries.leaseUntil))
  await db.update(files).set({ dueAt: sql`clock_timestamp()` }).where(isNotNull(files.dueAt))
}
