import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { posts, tickets } from '../db/schema.ts'
import { and, desc, eq } from '../db/sql.ts'
import { noTicket, type Ticket } from './ticket.ts'

/** As `ticketOf`, with its newest card, in one question: a press asks it before anything else. */
export async function ticketWithCard(
  db: Db,
  workspaceId: string,
  id: number,
): Promise<{ ticket: Ticket; card: Post | null }> {
  const [found] = await db
    .select({ ticket: tickets, card: posts })
    .from(tickets)
    .leftJoin(posts, and(eq(posts.workspaceId, workspaceId), eq(posts.ticketId, tickets.id), eq(posts.kind, 'card')))
    .where(and(eq(tickets.workspaceId, workspaceId), eq(tickets.id, id)))
    .orderBy(desc(posts.id))
    .limit(1)
  if (!found) throw noTicket(id)
  return found
}
