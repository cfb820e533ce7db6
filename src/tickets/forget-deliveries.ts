import { and, between, eq, isNotNull, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { deliveries } from '../db/schema.ts'
import type { AccountRow, Message } from './ticket.ts'

/** A network repeats what it was not thanked for at once; what comes later than this holds nothing that was not taken then. */
const BEFORE = { hours: 2 }
const AFTER = { minutes: 10 }

/**
 * What a customer took back is taken out of the raw deliveries as well. Only those that were understood: one that was not
 * is still to be replayed.
 */
export async function forgetDeliveries(
  tx: Db,
  account: AccountRow,
  message: Pick<Message, 'networkId' | 'receivedAt'>,
): Promise<void> {
  if (!message.networkId) return
  const holds = (text: string) => sql`position(${text} in ${deliveries.body}) > 0`
  await tx
    .update(deliveries)
    .set({ body: '' })
    .where(
      and(
        ...[eq(deliveries.workspaceId, account.workspaceId), isNotNull(deliveries.takenAt), ne(deliveries.body, '')],
        between(deliveries.receivedAt, message.receivedAt.subtract(BEFORE), message.receivedAt.add(AFTER)),
        // Some networks write "/" as "\/".
        or(holds(message.networkId), holds(message.networkId.replaceAll('/', '\\/'))),
      ),
    )
}
