import { findTicketShortcut } from './find-ticket.ts'
import { newTicketShortcut } from './new-ticket.ts'
import { sendAsReplyShortcut } from './send-as-reply.ts'
import type { Shortcut } from './shortcut.ts'

/** Every shortcut, as the manifest names them. */
export const shortcuts: Shortcut[] = [sendAsReplyShortcut, newTicketShortcut, findTicketShortcut]
