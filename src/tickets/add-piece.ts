import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import type { IncomingMessage } from '../networks/network.ts'
import { languageOf } from '../rules/language.ts'
import { lockTicket, lockTicketOf } from './lock-ticket.ts'
import { byNetworkId } from './message-of.ts'
import { raisePriority } from './raise-priority.ts'
import { record } from './record.ts'
import { redrawEntry } from './show-entry.ts'
import type { AccountRow } from './ticket.ts'
import { renewLanguage } from './ticket-language.ts'
import { wantFiles } from './want-files.ts'

/**
 * Another piece of a message that comes in several, such as a photo of an album: what it brings joins what is there, under a
 * lock on the row, so that none is lost however many come at once. A repeat changes nothing, and no clock moves.
 */
export async function addPiece(tx: Db, account: AccountRow, piece: IncomingMessage, now: Temporal.Instant) {
  const one = byNetworkId(account, piece.id)
  await lockTicketOf(tx, one)
  const [known] = await tx.select().from(messages).where(one).for('update')
  if (!known?.ticketId || known.deletedAt) return
  const added = piece.attachments.filter(({ url }) => !known.attachments.some((there) => there.url === url))
  if (added.length === 0) return
  const text = known.editedAt ? known.text : together(known.text, piece.text)
  const attachments = [...known.attachments, ...added]
  const language = languageOf(text)
  await tx.update(messages).set({ attachments, text, language }).where(eq(messages.id, known.id))
  await wantFiles(tx, { ...known, attachments })
  const before = await lockTicket(tx, { id: known.ticketId })
  if (language) await renewLanguage(tx, before)
  if (text !== known.text) await redrawEntry(tx, before, known)
  const ticket = text === known.text ? before : await raisePriority(tx, before, piece)
  await record(tx, ticket, 'message.received', undefined, now, { message: known.id })
}

/** Each picture may have words of its own. */
function together(before: string, words: string): string {
  return before.includes(words) ? before : [before, words].filter(Boolean).join('\n')
}
