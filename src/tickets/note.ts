import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { record } from './record.ts'
import type { Agent, Ticket } from './ticket.ts'

/** Keeps an internal note, and answers its id. It stops no clock, and the customer never sees it. */
export function note(db: Db, ticket: Ticket, text: string, by: Agent, now: Temporal.Instant): Promise<number> {
  return db.transaction(async (tx) => {
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
        at: now,
        receivedAt: now,
      })
      .returning({ id: messages.id })
    if (!kept) throw new Error('An insert gave no row')
    await record(tx, ticket, 'ticket.noted', by, now)
    return kept.id
  })
}
