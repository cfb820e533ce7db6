import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { and, eq, isNotNull, isNull, lte } from '../db/sql.ts'
import type { IncomingFailure } from '../networks/network.ts'
import { InFlight } from './hear-own.ts'
import { lockTicket } from './lock-ticket.ts'
import { messageOf } from './message-of.ts'
import { record } from './record.ts'
import { takeBackReply } from './take-back-reply.ts'
import type { AccountRow } from './ticket.ts'

/**
 * The network took a reply and says later that it did not arrive: the card says so, the text is not lost, and the customer
 * waits on. It may say so before its answer to the send has come, which names the id. Throws `InFlight`.
 */
export function failLate(db: Db, account: AccountRow, failure: IncomingFailure, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    // Looked at first: one that is settled in between has its id by then.
    const sending = await wasSending(tx, account, failure)
    const known = await messageOf(tx, account, failure.id)
    if (!known && sending) throw new InFlight('A reply through this account is on its way')
    if (!known?.ticketId || known.direction !== 'outbound') return
    const ticket = await lockTicket(tx, { id: known.ticketId })
    const [failed] = await tx
      .update(messages)
      .set({ sentAt: null, failedAt: now, failure: failure.says })
      .where(and(eq(messages.id, known.id), isNull(messages.failedAt)))
      .returning()
    if (!failed) return
    const since = await takeBackReply(tx, ticket, known, now)
    await record(tx, since, 'reply.failed', undefined, now, { message: known.id })
  })
}

/** Networks round to seconds, and their clocks are not ours. */
const SKEW = { seconds: 30 }

/** Whether a reply whose id is not known yet was on its way then: on a busy account there is always one by now. */
async function wasSending(tx: Db, account: AccountRow, { at }: IncomingFailure): Promise<boolean> {
  const [one] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.accountId, account.id),
        ...[isNotNull(messages.queuedAt), isNotNull(messages.sendingAt), isNull(messages.networkId)],
        ...[isNull(messages.sentAt), isNull(messages.failedAt), isNull(messages.uncertainAt)],
        at && lte(messages.sendingAt, at.add(SKEW)),
      ),
    )
    .limit(1)
  return one !== undefined
}
