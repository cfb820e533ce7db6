import type { Db } from '../db/connect.ts'
import { agents } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import type { Agent } from './ticket.ts'

/** Nobody calls an agent who is away. It ends by itself at that moment, or without one when the agent is back. */
export async function goAway(
  db: Db,
  by: Pick<Agent, 'id'>,
  until: Temporal.Instant | null,
  now: Temporal.Instant,
): Promise<void> {
  await db.update(agents).set({ awayAt: now, awayUntil: until }).where(eq(agents.id, by.id))
}

export async function beBack(db: Db, by: Pick<Agent, 'id'>): Promise<void> {
  await db.update(agents).set({ awayAt: null, awayUntil: null }).where(eq(agents.id, by.id))
}

export function isAway({ awayAt, awayUntil }: Pick<Agent, 'awayAt' | 'awayUntil'>, now: Temporal.Instant): boolean {
  return awayAt !== null && (awayUntil === null || Temporal.Instant.compare(now, awayUntil) < 0)
}
