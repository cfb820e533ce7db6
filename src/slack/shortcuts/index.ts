import { findTicketShortcut } from './find-ticket.ts'
import type { Shortcut } from './shortcut.ts'

/** Every shortcut, as the manifest names them. */
export const shortcuts: Shortcut[] = [findTicketShortcut]
