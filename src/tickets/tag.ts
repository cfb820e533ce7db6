import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { promiseAnew } from './episode.ts'
import { record } from './record.ts'
import type { Agent, Priority, Ticket } from './ticket.ts'
import { tidyTags } from './tidy-tags.ts'

/** Sets the ticket's tags and priority to exactly these. A closed ticket can be tagged too: that is when one knows. */
export function tag(
  db: Db,
  ticket: Ticket,
  { tags, priority }: { tags: string[]; priority: Priority },
  by: Agent,
  now: Temporal.Instant,
): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [before = ticket] = await tx.select().from(tickets).where(eq(tickets.id, ticket.id)).for('update')
    const [tagged] = await tx
      .update(tickets)
      .set({ tags: tidyTags(tags), priority })
      .where(eq(tickets.id, ticket.id))
      .returning()
    if (!tagged) throw new Error(`Ticket ${ticket.id} is gone`)
    const promised = changesPromise(before, tagged) && !tagged.history ? await promiseAnew(tx, tagged) : tagged
    await record(tx, promised, 'ticket.tagged', by, now, {
      ...{ tags: tagged.tags, priority },
      ...{ before: before.tags, priorityBefore: before.priority },
    })
    return promised
  })
}

export interface TagChange {
  add: string[]
  remove: string[]
  /** None: it stays. */
  priority: Priority | undefined
}

/** Changes what an agent changed, and leaves alone what a colleague did meanwhile. */
export function changeTags(
  db: Db,
  ticket: Ticket,
  { add, remove, priority }: TagChange,
  by: Agent,
  now: Temporal.Instant,
): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [current = ticket] = await tx.select().from(tickets).where(eq(tickets.id, ticket.id)).for('update')
    const kept = current.tags.filter((name) => !remove.includes(name))
    return tag(tx, current, { tags: [...kept, ...add], priority: priority ?? current.priority }, by, now)
  })
}

function changesPromise(before: Ticket, after: Ticket): boolean {
  return before.priority !== after.priority || before.tags.join() !== after.tags.join()
}
