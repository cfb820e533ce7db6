import { type ClosedAs, close } from '../../tickets/close.ts'
import { named } from '../text.ts'
import type { Button, Press } from './button.ts'

export const closeButton = closing('close', 'Close', 'resolved')
export const noReplyNeededButton = closing('no-reply-needed', 'No Reply Needed', 'no reply needed')
export const spamButton = closing('spam', 'Spam', 'spam')

function closing(id: string, label: string, as: ClosedAs): Button {
  return {
    id,
    label,
    applies: ({ ticket }) => !ticket.closedAt,
    async press({ db, ticket, by, now, tell }: Press) {
      await close(db, ticket, as, by, now)
      await tell(`#${ticket.id} is closed as ${named(as)}. Reopen within 5 minutes and it counts as never closed.`)
    },
  }
}
