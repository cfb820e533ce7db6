import { findModal } from '../find/find-modal.ts'
import { showView } from '../views.ts'
import type { Shortcut } from './shortcut.ts'

export const findTicketShortcut: Shortcut = {
  id: 'find-ticket',
  on: 'anything',
  label: 'Find a Ticket',
  press: async (deps, _by, from) => void (await showView(deps, findModal(), from)),
}
