import { messages } from '../db/schema.ts'
import { and, eq, isNull, sql } from '../db/sql.ts'
import type { Message } from './ticket.ts'

/** Whether it is what an edit or a deletion left by the id of a message that it overtook, whosever that is. */
export function isOvertaken({ ticketId, quiet, direction }: Message): boolean {
  return ticketId === null && quiet === null && direction === 'inbound'
}

/** The same, asked of the database. */
export const overtaken = and(isNull(messages.ticketId), isNull(messages.quiet), eq(messages.direction, 'inbound'))

/** How the message fills it: text and deletion stay as they are, for they are newer, and so do attachments that an edit named. */
export const filling = {
  // Its turn is now: by the number of what overtook it, it would stand in an entry that is said already.
  id: sql`default`,
  attachments: sql`case when ${messages.deletedAt} is null and ${messages.attachmentsEditedAt} is null and ${messages.attachments} = '[]' then excluded.attachments else ${messages.attachments} end`,
}
