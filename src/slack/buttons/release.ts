import { release } from '../../tickets/release.ts'
import type { Button } from './button.ts'

export const releaseButton: Button = {
  id: 'release',
  label: 'Release',
  applies: ({ ticket }) => !ticket.closedAt && ticket.claimedBy !== null,
  async press({ db, ticket, by, now }) {
    await release(db, ticket, by, now)
  },
}
