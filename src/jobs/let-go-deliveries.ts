import type { Db } from '../db/connect.ts'
import { deliveries } from '../db/schema.ts'
import { and, eq, inArray, isNotNull, lt } from '../db/sql.ts'

/** Long enough to take in again what was understood wrongly and noticed late; every message of it has a row of its own. */
const KEPT_FOR = { hours: 30 * 24 }
const PAGE = 1000

/** Deletes raw deliveries that were taken in long ago, a page at a time. What could not be read stays until it can be. */
export async function letGoDeliveries(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  const old = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        ...[eq(deliveries.workspaceId, workspaceId), lt(deliveries.receivedAt, now.subtract(KEPT_FOR))],
        isNotNull(deliveries.takenAt),
      ),
    )
    .orderBy(deliveries.receivedAt)
    .limit(PAGE)
  await db.delete(deliveries).where(inArray(deliveries.id, old))
}
