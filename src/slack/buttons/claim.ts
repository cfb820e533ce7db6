import { claim } from '../../tickets/claim.ts'
import type { Button } from './button.ts'

export const claimButton: Button = {
  id: 'claim',
  label: 'Claim',
  applies: ({ ticket }) => !ticket.closedAt && !ticket.claimedBy,
  async press({ db, ticket, by, now }) {
    await claim(db, ticket, by, now)
  },
}
