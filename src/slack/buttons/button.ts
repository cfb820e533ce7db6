import type { KnownBlock, ModalView } from '@slack/types'
import type { Db } from '../../db/connect.ts'
import type { Account } from '../../networks/network.ts'
import type { AccountRow, Agent, Ticket } from '../../tickets/ticket.ts'
import type { ButtonFace } from '../blocks.ts'
import type { CardFacts, Networks } from '../card-facts.ts'
import type { Words } from '../render/drawing.ts'
import type { Values } from '../values.ts'
import type { Who } from '../who.ts'

/**
 * A verb an agent can press: one file and one line in `index.ts`, its modal included. `press.ts` acks, finds the agent and
 * the ticket, and turns a `Refusal` into a sentence for the one who pressed; the card is drawn afresh by the worker's code.
 */
export interface Button {
  /** Also the id of its modal. */
  id: string
  label: string
  /** Whether it applies to this ticket now; not whether this agent may: the verb decides that. */
  applies(facts: CardFacts): boolean
  press(press: Press): Promise<void>
  /** What its modal does. Answers nothing when done, or errors at fields, or the modal anew: nothing typed is lost. */
  submit?(submission: Submission): Promise<Answer>
  /** Keeps what is being typed into its modal. Answers whether the card must change. */
  type?(typing: Typing): Promise<boolean>
  /** Its modal was closed without Submit. */
  leave?(left: Acting): Promise<void>
  /** What a menu or button of its modal does that belongs to nothing else, by action id: the modal is drawn anew. */
  choices?: Record<string, (choosing: Choosing) => Promise<Modal>>
  /** What a menu of its modal offers for what was typed into it. */
  options?(asking: Asking): Promise<OptionGroup[]>
}

export type Answer = undefined | { errors: Record<string, string> } | { update: ModalView }

export interface Acting {
  db: Db
  networks: Networks
  workspaceId: string
  ticket: Ticket
  by: Agent
  now: Temporal.Instant
  /** Opens an account's credentials, to speak to its network. */
  accountOf(row: AccountRow): Account
  /** Where a customer is looked up, with fields in braces; see `look-up-url.ts`. */
  customerUrl: string | undefined
  /** Finds other agents. */
  who: Who
  /** Says something to the one who pressed, and to nobody else; `in place` of the message that holds the button. */
  tell(words: string | Words, how?: 'in place'): Promise<void>
}

export interface Press extends Acting {
  /** What follows the ticket's number in the button's value. */
  rest: string[]
  /** Every verb that applies to the ticket now. */
  allFaces(facts: CardFacts): ButtonFace[]
  /** Opens a modal; inside one, takes its place. */
  open(modal: Modal): Promise<void>
}

export interface Submission extends Acting {
  /** The same for every press of Submit on this modal. */
  viewId: string
  values: Values
  /** What the modal was opened with. */
  carried: Record<string, unknown>
  /** The same modal again, with other blocks or another thing to carry. */
  again(modal: Modal): ModalView
}

export interface Typing extends Acting {
  viewId: string
  text: string
  /** Slack's time of the keystroke. */
  at: Temporal.Instant
}

export interface Choosing extends Submission {
  /** The value of what was chosen. */
  chosen: string
  /** Slack's time of the press. */
  at: Temporal.Instant
}

export interface Asking extends Acting {
  typed: string
}

export interface OptionGroup {
  label: string
  options: { value: string; label: string; says?: string }[]
}

export interface Modal {
  /** The button whose `submit` takes it; without `submit` it is only read. */
  id: string
  title: string
  submit?: string
  blocks: KnownBlock[]
  carry?: Record<string, unknown>
  /** Its button's `leave` hears of it. */
  tellsWhenClosed?: true
}
