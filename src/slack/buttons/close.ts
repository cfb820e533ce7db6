import { type ClosedAs, close } from '../../tickets/close.ts'
import type { Button, Press } from './button.ts'
import { tellUndoable } from './undo.ts'

export const closeButton = closing('close', 'Close', 'resolved')
export const noReplyNeededButton = closing('no-reply-needed', 'No Reply Needed', 'no reply needed')
export const spamButton = closing('spam', 'Spam', 'spam')

function closing(id: string, label: string, as: Exclude<ClosedAs, object>): Button {
  return {
    id,
    label,
    applies: ({ ticket }) => !ticket.closedAt,
    async press(press: Press) {
      const { db, ticket, by, now } = press
      await close(db, ticket, as, by, now)
      const words = `#${ticket.id} is closed as ${as}. Undo within 5 minutes and it counts as never closed.`
      await tellUndoable(press, 'ticket.closed', words)
    },
  }
}
