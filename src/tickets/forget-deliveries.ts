import type { Db } from '../db/connect.ts'
import { deliveries } from '../db/schema.ts'
import { and, between, eq, isNotNull, ne, or, sql } from '../db/sql.ts'
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
  message: Pick<Message, 'networkId' | 'receivedAt' | 'editedAt'>,
  now: Temporal.Instant,
): Promise<void> {
  if (!message.networkId) return
  // What it said before and after an edit came in deliveries of their own, whenever that was.
  const until = message.editedAt ? now : message.receivedAt.add(AFTER)
  await tx
    .update(deliveries)
    .set({ body: '' })
    .where(
      and(
        ...[eq(deliveries.workspaceId, account.workspaceId), isNotNull(deliveries.takenAt), ne(deliveries.body, '')],
        between(deliveries.receivedAt, message.receivedAt.subtract(BEFORE), until),
        holds(message.networkId),
      ),
    )
}

/** By its whole id, or by all its parts where it is made of several: a delivery may tell these apart. */
function holds(networkId: string) {
  const within = (text: string) => sql`position(${text} in ${deliveries.body}) > 0`
  const parts = networkId.split('/')
  // Some networks write "/" as "\/".
  return or(within(networkId), within(parts.join('\\/')), parts.length > 1 ? and(...parts.map(isPart)) : undefined)
}

function isPart(part: string) {
  const literal = part.replace(/\W/g, '\\$&')
  return sql`${deliveries.body} ~ ${`(^|[^0-9A-Za-z])${literal}([^0-9A-Za-z]|$)`}`
}
