import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { posts } from '../db/schema.ts'
import { and, eq, sql } from '../db/sql.ts'
import { lockTicket } from './lock-ticket.ts'
import { note } from './note.ts'
import { record } from './record.ts'
import { type Agent, conversationOf, type Ticket } from './ticket.ts'

export interface Share {
  channelId: string
  /** Why others should see it: kept as a note. */
  word: string
  /** The modal it comes from: pressed twice, it is shared once. */
  submission: string
}

const SHARED = 5

/**
 * Lets others read what the customer wrote, in a channel of theirs: the newest messages as they are now, and no buttons. What
 * the customer changes or deletes later is changed or blanked there too; newer messages are on the live card alone.
 */
export function share(
  db: Db,
  ticket: Ticket,
  { channelId, word, submission }: Share,
  by: Agent,
  now: Temporal.Instant,
) {
  return db.transaction(async (tx) => {
    const current = await lockTicket(tx, ticket)
    const subject = `${ticket.id}/${submission}`
    const { workspaceId, id: ticketId } = ticket
    if ((await tx.select({ id: posts.id }).from(posts).where(shared(ticket, subject))).length > 0) return
    const said = (await conversationOf(tx, ticket)).filter(({ direction }) => direction === 'inbound').slice(-SHARED)
    const data = {
      messages: said.map(({ id }) => id),
      by: by.id,
      ...(word ? { note: await note(tx, ticket, { text: word }, by, now) } : {}),
    }
    await show(tx, { workspaceId, channelId, kind: 'shared', subject, ticketId, data }, PRIORITY.list, now)
    await record(tx, current, 'ticket.shared', by, now, { channel: channelId })
  })
}

/** The customer changed or deleted something: wherever it is shared it is drawn afresh. */
export async function showShared(tx: Db, ticket: Ticket): Promise<void> {
  await tx
    .update(posts)
    .set({ wanted: sql`${posts.wanted} + 1`, priority: PRIORITY.redraw })
    .where(shared(ticket))
}

function shared({ workspaceId, id }: Ticket, subject?: string) {
  return and(
    ...[eq(posts.workspaceId, workspaceId), eq(posts.ticketId, id), eq(posts.kind, 'shared')],
    subject === undefined ? undefined : eq(posts.subject, subject),
  )
}
