import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { sql } from '../db/sql.ts'
import { lockTicket } from './lock-ticket.ts'
import { record } from './record.ts'
import type { Agent, Ticket } from './ticket.ts'

export interface Note {
  text: string
  /** The modal it comes from: pressed twice, it stands once, as it was sent last. */
  submission?: string
}

/** Keeps an internal note, and answers its id. It stops no clock, and the customer never sees it. */
export function note(
  db: Db,
  ticket: Ticket,
  { text, submission }: Note,
  by: Agent,
  now: Temporal.Instant,
): Promise<number> {
  return db.transaction(async (tx) => {
    const current = await lockTicket(tx, ticket)
    const [kept] = await tx
      .insert(messages)
      .values({
        workspaceId: ticket.workspaceId,
        accountId: ticket.accountId,
        ticketId: ticket.id,
        direction: 'note',
        place: ticket.place,
        agentId: by.id,
        text,
        submission,
        at: now,
        receivedAt: now,
      })
      .onConflictDoUpdate({ target: [messages.workspaceId, messages.submission], set: { text } })
      // Of a row that it inserts, and did not change, PostgreSQL says so by a zero here.
      .returning({ id: messages.id, isNew: sql<boolean>`xmax = 0` })
    if (!kept) throw new Error('An insert gave no row')
    if (kept.isNew) await record(tx, current, 'ticket.noted', by, now)
    return kept.id
  })
}
