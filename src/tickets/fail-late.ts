import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import type { IncomingFailure } from '../networks/network.ts'
import { messageOf } from './message-of.ts'
import { record } from './record.ts'
import { type AccountRow, ticketOf } from './ticket.ts'

/** The network took a reply and says later that it did not arrive: the card says so, and the text is not lost. */
export function failLate(db: Db, account: AccountRow, failure: IncomingFailure, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const known = await messageOf(tx, account, failure.id)
    if (!known?.ticketId || known.direction !== 'outbound' || known.failedAt) return
    await tx
      .update(messages)
      .set({ sentAt: null, failedAt: now, failure: failure.says })
      .where(eq(messages.id, known.id))
    const ticket = await ticketOf(tx, account.workspaceId, known.ticketId)
    await record(tx, ticket, 'reply.failed', undefined, now, { message: known.id })
  })
}
