import type { Db } from '../db/connect.ts'
import { drafts } from '../db/schema.ts'
import { and, asc, eq, lte } from '../db/sql.ts'
import { redrawCard } from '../tickets/show-card.ts'
import { ticketOf } from '../tickets/ticket.ts'

const PAGE = 100

/** Those who stopped typing a while ago are not writing any more. Idle, it is one read of an index. */
export function writingEnds(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const paused = await tx
      .select({ ticketId: drafts.ticketId, agentId: drafts.agentId })
      .from(drafts)
      .where(and(eq(drafts.workspaceId, workspaceId), lte(drafts.writingUntil, now)))
      .orderBy(asc(drafts.writingUntil))
      .limit(PAGE)
      .for('update', { skipLocked: true })
    for (const { ticketId, agentId } of paused)
      await tx
        .update(drafts)
        .set({ writingUntil: null })
        .where(and(eq(drafts.ticketId, ticketId), eq(drafts.agentId, agentId)))
    const silent = new Set(paused.map(({ ticketId }) => ticketId))
    for (const id of silent) await redrawCard(tx, await ticketOf(tx, workspaceId, id))
  })
}
