import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { and, eq, isNull, lt, ne, or } from '../db/sql.ts'
import type { IncomingEdit } from '../networks/network.ts'
import { languageOf } from '../rules/language.ts'
import { settingsOf } from '../settings/stored.ts'
import { lockTicket, lockTicketOf } from './lock-ticket.ts'
import { byNetworkId } from './message-of.ts'
import { noLongerQuiet } from './quiet.ts'
import { raisePriority } from './raise-priority.ts'
import { momentOf } from './receive.ts'
import { record } from './record.ts'
import { showShared } from './share.ts'
import { redrawEntry } from './show-entry.ts'
import type { AccountRow } from './ticket.ts'
import { renewLanguage } from './ticket-language.ts'
import { letGoOfFiles, wantFiles } from './want-files.ts'

/**
 * The customer changed a message: the newest text wins, whatever order edits come in, and no clock starts or restarts. With
 * words that cannot wait its ticket is urgent from then on.
 * One that asked nothing, and does now, becomes a ticket. Of a message we do not know yet it leaves a row by its id, which the message will fill.
 */
export function editMessage(db: Db, account: AccountRow, edit: IncomingEdit, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const at = momentOf(edit.at, now)
    const { text, attachments } = edit
    const changes = {
      text,
      language: languageOf(text),
      editedAt: at,
      ...(attachments ? { attachments, attachmentsEditedAt: at } : {}),
    }
    await lockTicketOf(tx, byNetworkId(account, edit.id))
    const [edited] = await tx
      .insert(messages)
      .values({
        ...changes,
        ...{ workspaceId: account.workspaceId, accountId: account.id, networkId: edit.id },
        ...{ direction: 'inbound', place: 'public', at, receivedAt: now },
      })
      .onConflictDoUpdate({
        target: [messages.accountId, messages.networkId],
        set: changes,
        // Also back to the text it had: an older edit may still come. Of two within a network's second the later to come is taken.
        setWhere: and(
          isNull(messages.deletedAt),
          or(
            ...[isNull(messages.editedAt), lt(messages.editedAt, at)],
            and(eq(messages.editedAt, at), ne(messages.text, text)),
          ),
        ),
      })
      .returning()
    if (!edited) return
    if (edited.quiet && !edited.ticketId) {
      await noLongerQuiet(tx, account, edited, await settingsOf(tx, account.workspaceId), now)
      return
    }
    if (!edited.ticketId) return
    if (edit.attachments) {
      await letGoOfFiles(tx, edited, now)
      await wantFiles(tx, edited)
    }
    const before = await lockTicket(tx, { id: edited.ticketId })
    const waits = edited.direction === 'inbound' && !before.closedAt
    const ticket = waits ? await raisePriority(tx, before, { text }) : before
    await renewLanguage(tx, ticket)
    await showShared(tx, ticket)
    await redrawEntry(tx, ticket, edited)
    await record(tx, ticket, 'message.edited', undefined, now, { message: edited.id })
  })
}
