import type { Db } from '../db/connect.ts'
import { type Post, PRIORITY, show } from '../db/posts.ts'
import { posts } from '../db/schema.ts'
import { and, desc, eq, like, sql } from '../db/sql.ts'
import type { Ticket } from './ticket.ts'

const ON_A_ROLL_UP = 20

/** A ticket from before its account was connected stands on a roll-up with the others, not on a card of its own. */
export async function showEarlier(tx: Db, ticket: Ticket, channelId: string, now: Temporal.Instant): Promise<void> {
  const rollUp = await rollUpWithRoom(tx, ticket, channelId, now)
  await tx
    .update(posts)
    .set({
      data: sql`jsonb_set(${posts.data}, '{tickets}', ${posts.data}->'tickets' || ${JSON.stringify(ticket.id)}::jsonb)`,
    })
    .where(eq(posts.id, rollUp.id))
  const { workspaceId, id: ticketId } = ticket
  await tx
    .insert(posts)
    .values({
      ...{ workspaceId, channelId, ticketId, kind: 'card', subject: `${ticketId}/1` },
      ...{ priority: PRIORITY.card, createdAt: now, rollUpId: rollUp.id },
    })
    .onConflictDoNothing()
  await show(tx, { workspaceId, channelId, kind: 'roll-up', subject: rollUp.subject }, PRIORITY.list, now)
}

async function rollUpWithRoom(tx: Db, ticket: Ticket, channelId: string, now: Temporal.Instant): Promise<Post> {
  const { workspaceId, accountId } = ticket
  const series = `earlier/${accountId}/`
  const [newest] = await tx
    .select()
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), eq(posts.kind, 'roll-up'), like(posts.subject, `${series}%`)))
    .orderBy(desc(posts.id))
    .limit(1)
    .for('update')
  const full = !newest || (Array.isArray(newest.data.tickets) && newest.data.tickets.length >= ON_A_ROLL_UP)
  if (newest && !full) return newest
  const number = newest ? Number(newest.subject.split('/')[2]) + 1 : 1
  const [made] = await tx
    .insert(posts)
    .values({
      ...{ workspaceId, channelId, kind: 'roll-up', subject: `${series}${number}` },
      ...{ priority: PRIORITY.list, createdAt: now, data: { tickets: [] } },
    })
    .returning()
  if (!made) throw new Error('An insert gave no row')
  return made
}
