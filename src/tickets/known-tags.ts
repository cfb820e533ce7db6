import type { Db } from '../db/connect.ts'
import { tags, tickets } from '../db/schema.ts'
import { and, desc, eq, sql } from '../db/sql.ts'

export interface KnownTag {
  name: string
  /** On so many of the newest tickets. */
  uses: number
  retired: boolean
}

/** Enough to know every tag in use, and no more to read when there are a million tickets. */
const NEWEST = 5000

/** Tags in use and those that leads tend, the most used first. */
export async function knownTags(db: Db, workspaceId: string): Promise<KnownTag[]> {
  const newest = db
    .select({ tags: tickets.tags })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, workspaceId)))
    .orderBy(desc(tickets.openedAt))
    .limit(NEWEST)
    .as('newest')
  const [used, tended] = await Promise.all([
    db
      .select({ name: sql<string>`unnest(${newest.tags})`.as('name'), uses: sql<number>`count(*)`.mapWith(Number) })
      .from(newest)
      .groupBy(sql`name`),
    db.select().from(tags).where(eq(tags.workspaceId, workspaceId)),
  ])
  const known = new Map<string, KnownTag>(tended.map(({ name, retiredAt }) => [name, tag(name, retiredAt !== null)]))
  for (const { name, uses } of used) known.set(name, { ...(known.get(name) ?? tag(name, false)), uses })
  return [...known.values()].sort((a, b) => b.uses - a.uses || a.name.localeCompare(b.name))
}

function tag(name: string, retired: boolean): KnownTag {
  return { name, uses: 0, retired }
}
