import type { Db } from '../db/connect.ts'
import { PRIORITY } from '../db/posts.ts'
import { posts, tags, tickets } from '../db/schema.ts'
import { and, arrayContains, eq, inArray, isNull, sql } from '../db/sql.ts'
import { changeTeam } from '../settings/stored.ts'
import { tidyTags } from './tidy-tags.ts'

/** Offers a tag, also one that was retired. */
export function offerTag(db: Db, workspaceId: string, name: string, now: Temporal.Instant): Promise<void> {
  return keep(db, workspaceId, name, { addedAt: now, retiredAt: null })
}

/** Offers it no more. Tickets keep it. */
export function retireTag(db: Db, workspaceId: string, name: string, now: Temporal.Instant): Promise<void> {
  return keep(db, workspaceId, name, { addedAt: now, retiredAt: now })
}

const PAGE = 500

/**
 * Every ticket with the one tag gets the other instead, those that a rule will tag too, and the one is offered no more. So
 * many tickets at a time, so that nobody waits for a large one; cut short, it is done by merging once more. Answers how many
 * tickets it was.
 */
export async function mergeTag(
  db: Db,
  workspaceId: string,
  { from, into }: { from: string; into: string },
  now: Temporal.Instant,
): Promise<number> {
  await db.transaction(async (tx) => {
    await retireTag(tx, workspaceId, from, now)
    await offerTag(tx, workspaceId, into, now)
    await changeRoutes(tx, workspaceId, { from, into }, now)
  })
  for (let count = 0; ; ) {
    const some = db
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(eq(tickets.workspaceId, workspaceId), arrayContains(tickets.tags, [from])))
      .limit(PAGE)
    const merged = await db
      .update(tickets)
      .set({
        tags: sql`(select array_agg(distinct tag order by tag) from unnest(array_replace(${tickets.tags}, ${from}::text, ${into}::text)) tag)`,
      })
      .where(inArray(tickets.id, some))
      .returning({ id: tickets.id })
    if (merged.length === 0) return count
    count += merged.length
    await redrawOpen(
      db,
      merged.map(({ id }) => id),
    )
  }
}

async function changeRoutes(
  tx: Db,
  workspaceId: string,
  { from, into }: { from: string; into: string },
  now: Temporal.Instant,
): Promise<void> {
  await changeTeam(tx, workspaceId, now, ({ team }) => {
    const routes = team.routes.map((route) => {
      const named = route.tags && tidyTags(route.tags)
      return named?.includes(from)
        ? { ...route, tags: tidyTags(named.map((one) => (one === from ? into : one))) }
        : route
    })
    return routes.some((route, place) => route !== team.routes[place]) ? { ...team, routes } : undefined
  })
}

async function redrawOpen(db: Db, ids: number[]): Promise<void> {
  const open = db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(inArray(tickets.id, ids), isNull(tickets.closedAt)))
  await db
    .update(posts)
    .set({ wanted: sql`${posts.wanted} + 1`, priority: PRIORITY.line })
    .where(and(eq(posts.kind, 'card'), inArray(posts.ticketId, open)))
}

async function keep(
  db: Db,
  workspaceId: string,
  name: string,
  { addedAt, retiredAt }: { addedAt: Temporal.Instant; retiredAt: Temporal.Instant | null },
): Promise<void> {
  await db
    .insert(tags)
    .values({ workspaceId, name, addedAt, retiredAt })
    .onConflictDoUpdate({ target: [tags.workspaceId, tags.name], set: { retiredAt } })
}
