import { release } from '../../tickets/release.ts'
import type { Button } from './button.ts'
import { tellUndoable } from './undo.ts'

export const releaseButton: Button = {
  id: 'release',
  label: 'Release',
  applies: ({ ticket }) => !ticket.closedAt && ticket.claimedBy !== null,
  async press(press) {
    const { db, ticket, by, now } = press
    await release(db, ticket, by, now)
    await tellUndoable(press, 'ticket.released', `#${ticket.id} is offered to everybody again.`)
  },
}
