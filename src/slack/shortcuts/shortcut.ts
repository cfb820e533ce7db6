import type { Agent } from '../../tickets/ticket.ts'
import type { From, Pressing } from '../pressing.ts'

/** What stands in Slack's own menus, as the manifest says: one file and one line in `index.ts`. */
export interface Shortcut {
  /** Its `callback_id` in the manifest. */
  id: string
  /** In the menu of a message, or in the one of the composer and of Slack's search. */
  on: 'message' | 'anything'
  label: string
  press(deps: Pressing, by: Agent, from: From, message: OnMessage | undefined): Promise<void>
}

/** The message it was chosen on. */
export interface OnMessage {
  channel: string
  ts: string
  /** The message whose thread it stands in. */
  thread: string | undefined
  text: string
  byRoost: boolean
}
