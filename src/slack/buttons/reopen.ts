import { reopen } from '../../tickets/reopen.ts'
import type { Button } from './button.ts'

export const reopenButton: Button = {
  id: 'reopen',
  label: 'Reopen',
  applies: ({ ticket }) => ticket.closedAt !== null,
  async press({ db, ticket, by, now }) {
    await reopen(db, ticket, by, now)
  },
}
