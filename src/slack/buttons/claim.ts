import { claim } from '../../tickets/claim.ts'
import type { Button } from './button.ts'
import { markRead } from './mark-read.ts'

export const claimButton: Button = {
  id: 'claim',
  label: 'Claim',
  applies: ({ ticket }) => !ticket.closedAt && !ticket.claimedBy,
  async press(press) {
    const { db, ticket, by, now } = press
    await claim(db, ticket, by, now)
    markRead(press)
  },
}
