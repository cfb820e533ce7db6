import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import { and, asc, eq, inArray } from '../db/sql.ts'
import { type Badge, badge } from './badge.ts'
import { badgeMessages } from './badge-messages.ts'

/** How each account connected on a network with a badge stands with it, in alphabetical order. */
export async function badges(
  db: Db,
  workspaceId: string,
  withBadge: string[],
  now: Temporal.Instant,
): Promise<{ account: string; badge: Badge }[]> {
  const ours = await db
    .select({ id: accounts.id, name: accounts.name })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), inArray(accounts.network, withBadge)))
    .orderBy(asc(accounts.name), asc(accounts.id))
  return Promise.all(
    ours.map(async ({ id, name }) => ({
      account: name,
      badge: badge(await badgeMessages(db, { workspaceId, accountId: id }, now), now),
    })),
  )
}
