import type { CardFacts } from '../card-facts.ts'
import { inert, oneLine } from '../text.ts'

/** One line that names a ticket: for a screen reader, for Slack's own search, for the title of a modal's text. */
export function headline({ ticket, customer, account, network }: CardFacts): string {
  const who = [customer.name, customer.handle && `@${customer.handle}`].filter((part) => part !== null).join(' ')
  return `#${ticket.id} ${network.label} ${network.nouns[ticket.place]} to ${inert(account.name)} from ${oneLine(who || 'a customer', 200)}`
}
