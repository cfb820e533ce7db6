import type { CardFacts } from '../card-facts.ts'
import { inert } from '../text.ts'
import { knownPlainlyAs } from './known-as.ts'

/** One line that names a ticket: for a screen reader, for Slack's own search, for the title of a modal's text. */
export function headline({ ticket, customer, account, network }: CardFacts): string {
  return `#${ticket.id} ${network.label} ${network.nouns[ticket.place]} to ${inert(account.name)} from ${knownPlainlyAs(customer) ?? 'a customer'}`
}
