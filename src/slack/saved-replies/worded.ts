import { fillIn } from '../../tickets/placeholders.ts'
import type { SavedReply } from '../../tickets/saved-reply.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { firstNameOf } from '../buttons/first-name.ts'
import type { CardFacts } from '../card-facts.ts'

/** A saved reply as this agent would send it to this customer. */
export function worded(saved: Pick<SavedReply, 'text'>, { customer, ticket, account }: CardFacts, by: Agent): string {
  return fillIn(saved.text, {
    'first name': firstNameOf(customer),
    ticket: `#${ticket.id}`,
    agent: by.name,
    account: account.name,
  })
}
