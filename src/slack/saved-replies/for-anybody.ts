import type { Customer, Message } from '../../tickets/ticket.ts'
import { firstNameOf } from '../buttons/first-name.ts'

/** An answer with placeholders where it names the customer or the ticket it was for: the next customer has another name. */
export function forAnybody({ text, ticketId }: Pick<Message, 'text' | 'ticketId'>, customer: Customer): string {
  const name = firstNameOf(customer)
  const nameless = name && name.length > 1 ? text.replace(alone(name), '{first name}') : text
  return ticketId ? nameless.replace(alone(`#${ticketId}`), '{ticket}') : nameless
}

function alone(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(word)}(?![\\p{L}\\p{N}])`, 'giu')
}
