import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { isNull } from '../db/sql.ts'
import type { IncomingDeletion } from '../networks/network.ts'
import { excuseIfNothingWaits } from './episode.ts'
import { forgetDeliveries } from './forget-deliveries.ts'
import { lockTicket, lockTicketOf } from './lock-ticket.ts'
import { byNetworkId } from './message-of.ts'
import { showRollUp } from './quiet.ts'
import { momentOf } from './receive.ts'
import { record } from './record.ts'
import { showShared } from './share.ts'
import { redrawEntry } from './show-entry.ts'
import type { AccountRow } from './ticket.ts'
import { renewLanguage } from './ticket-language.ts'
import { letGoOfFiles } from './want-files.ts'

/**
 * The customer deleted or unsent a message: its text and pictures are blanked. If nothing else of theirs waits, the turn is
 * excused. Of a message we do not know yet it leaves a row by its id, so that the message cannot come to life later.
 * `calledFor`: the networks at whose callbacks it may have been told.
 */
export function deleteMessage(
  db: Db,
  account: AccountRow,
  deletion: IncomingDeletion,
  now: Temporal.Instant,
  calledFor: string[] = [account.network],
): Promise<void> {
  return db.transaction(async (tx) => {
    const at = momentOf(deletion.at, now)
    const changes = { text: '', attachments: [], deletedAt: at }
    await lockTicketOf(tx, byNetworkId(account, deletion.id))
    const [deleted] = await tx
      .insert(messages)
      .values({
        ...changes,
        ...{ workspaceId: account.workspaceId, accountId: account.id, networkId: deletion.id },
        ...{ direction: 'inbound', place: 'public', at, receivedAt: now },
      })
      .onConflictDoUpdate({
        target: [messages.accountId, messages.networkId],
        set: changes,
        setWhere: isNull(messages.deletedAt),
      })
      .returning()
    if (deleted) await forgetDeliveries(tx, account, deleted, calledFor, now)
    if (deleted?.quiet && !deleted.ticketId) await showRollUp(tx, deleted)
    if (!deleted?.ticketId) return
    await letGoOfFiles(tx, deleted, now)
    const ticket = await lockTicket(tx, { id: deleted.ticketId })
    await renewLanguage(tx, ticket)
    await excuseIfNothingWaits(tx, ticket, at)
    await showShared(tx, ticket)
    await redrawEntry(tx, ticket, deleted)
    await record(tx, ticket, 'message.deleted', undefined, now, { message: deleted.id })
  })
}
