import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { and, eq, isNotNull, isNull } from '../db/sql.ts'
import { lockTicket } from './lock-ticket.ts'
import { record } from './record.ts'
import { Refusal } from './refusal.ts'
import { settle } from './settle.ts'
import type { Agent, Ticket } from './ticket.ts'

/** Nobody can say whether a reply arrived, and a person has looked: it did. Throws a `Refusal`. */
export async function itArrived(db: Db, ticket: Ticket, messageId: number, now: Temporal.Instant): Promise<void> {
  const [uncertain] = await db.select().from(messages).where(inDoubt(ticket, messageId))
  if (!uncertain) throw new Refusal('This reply has been settled already.')
  await settle(db, messageId, { sent: {} }, now)
}

/** A person has looked and it did not arrive, or it failed and may go now: it is queued once more. Throws a `Refusal`. */
export function sendAgain(db: Db, ticket: Ticket, messageId: number, by: Agent, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const current = await lockTicket(tx, ticket)
    const [again] = await tx
      .update(messages)
      .set({
        ...{ queuedAt: now, sendingAt: null, uncertainAt: null, failedAt: null, failure: null, retryAt: null },
        attempts: 0,
      })
      .where(inDoubt(ticket, messageId))
      .returning()
    if (!again) throw new Refusal('This reply has been settled already.')
    await record(tx, current, 'reply.sent again', by, now, { message: messageId })
  })
}

function inDoubt(ticket: Ticket, messageId: number) {
  return and(
    eq(messages.id, messageId),
    eq(messages.ticketId, ticket.id),
    isNotNull(messages.uncertainAt),
    isNull(messages.sentAt),
  )
}
