import { Refusal } from './refusal.ts'
import type { Ticket } from './ticket.ts'

export interface Outcome {
  done: Ticket[]
  refused: { ticket: Ticket; why: string }[]
}

/** Does the same to several tickets, one after the other: what one of them refuses does not hold up the others. */
export async function onEach(tickets: Ticket[], verb: (ticket: Ticket) => Promise<unknown>): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [] }
  for (const ticket of tickets)
    try {
      await verb(ticket)
      outcome.done.push(ticket)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      outcome.refused.push({ ticket, why: error.message })
    }
  return outcome
}
