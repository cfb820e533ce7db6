import type { Db } from '../db/connect.ts'
import { accounts, messages } from '../db/schema.ts'
import { and, eq, isNotNull } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { becomeTicket } from './become-ticket.ts'
import { Refusal } from './refusal.ts'
import type { Agent, Ticket } from './ticket.ts'

/** Somebody decides that a quiet message needs an answer: until now nobody owed one, so the clock starts now. Throws a `Refusal`. */
export function makeTicket(
  db: Db,
  workspaceId: string,
  messageId: number,
  by: Agent,
  now: Temporal.Instant,
): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ message: messages, account: accounts })
      .from(messages)
      .innerJoin(accounts, eq(accounts.id, messages.accountId))
      .where(and(eq(messages.workspaceId, workspaceId), eq(messages.id, messageId), isNotNull(messages.quiet)))
      .for('update', { of: messages })
    if (!found || found.message.deletedAt) throw new Refusal('The customer has deleted this.')
    const { message, account } = found
    if (message.ticketId) throw new Refusal(`This is a ticket already: #${message.ticketId}.`)
    return becomeTicket(tx, account, message, await settingsOf(tx, workspaceId), { since: now, by }, now)
  })
}
