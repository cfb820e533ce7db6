import { newTicketModal } from '../new-ticket.ts'
import { showView } from '../views.ts'
import type { Shortcut } from './shortcut.ts'

export const newTicketShortcut: Shortcut = {
  id: 'new-ticket',
  on: 'anything',
  label: 'New Ticket',
  press: async (deps, _by, from) => void (await showView(deps, await newTicketModal(deps), from)),
}
