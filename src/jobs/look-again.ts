import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { settings, tickets } from '../db/schema.ts'
import { and, asc, eq, gt, isNull } from '../db/sql.ts'
import { promiseAnew } from '../tickets/episode.ts'
import { redrawCard } from '../tickets/show-card.ts'
import { standing } from '../tickets/standing.ts'

const PAGE = 200

const place = z.object({ after: z.number(), rewritePromises: z.boolean() })

/**
 * After a change of settings each open ticket is looked at once more, since what is said about it, and when, may be other
 * now. A page at a time, each in a transaction of its own; how far it has come stands in a row, so that another process
 * goes on there. Answers false when no ticket is left; with nothing to do that is one read.
 */
export function lookAgain(db: Db, workspaceId: string, now: Temporal.Instant): Promise<boolean> {
  return db.transaction(async (tx) => {
    const mine = and(eq(settings.workspaceId, workspaceId), eq(settings.name, 'look again'))
    const [row] = await tx.select().from(settings).where(mine).for('update', { skipLocked: true })
    if (!row) return false
    const { after, rewritePromises } = place.parse(row.value)
    const page = await tx
      .select()
      .from(tickets)
      .where(
        and(
          eq(tickets.workspaceId, workspaceId),
          gt(tickets.id, after),
          isNull(tickets.closedAt),
          eq(tickets.history, false),
        ),
      )
      .orderBy(asc(tickets.id))
      .limit(PAGE)
      .for('update')
    for (const ticket of page) {
      const promised = rewritePromises ? await promiseAnew(tx, ticket) : ticket
      const { row } = await standing(tx, promised, now)
      await tx.update(tickets).set(row).where(eq(tickets.id, ticket.id))
      // Reminders go by the new promise from now on, and so must what stands.
      if (rewritePromises) await redrawCard(tx, promised)
    }
    const last = page.at(-1)?.id
    if (last === undefined) await tx.delete(settings).where(mine)
    else
      await tx
        .update(settings)
        .set({ value: { after: last, rewritePromises } })
        .where(mine)
    return last !== undefined
  })
}
