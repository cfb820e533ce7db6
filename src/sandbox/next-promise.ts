import type { Db } from '../db/connect.ts'
import { episodes, tickets } from '../db/schema.ts'
import { and, gt, isNull, min } from '../db/sql.ts'

/** When the next promise to a customer ends: a reply that is due, or "I'll come back". Undefined if none runs. */
export async function nextPromise(db: Db, now: Temporal.Instant): Promise<Temporal.Instant | undefined> {
  const [reply] = await db
    .select({ at: min(episodes.dueAt) })
    .from(episodes)
    .where(and(isNull(episodes.endedAt), gt(episodes.dueAt, now)))
  const [comeBack] = await db
    .select({ at: min(tickets.comeBackAt) })
    .from(tickets)
    .where(and(isNull(tickets.closedAt), gt(tickets.comeBackAt, now)))
  return [reply?.at, comeBack?.at].filter((at) => at !== null && at !== undefined).sort(Temporal.Instant.compare)[0]
}
