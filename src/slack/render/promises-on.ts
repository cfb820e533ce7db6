import { targetInWords } from '../../sla/target-in-words.ts'
import type { CardFacts } from '../card-facts.ts'
import { inert, moment } from '../text.ts'

/** Which promises run on a ticket, and why these: "Due at 14:30: First reply within 1 hour of Office time, for …". */
export function promisesOn({ promises, network, ticket, running }: CardFacts, now: Temporal.Instant): string[] {
  return [
    ...promises.map(({ due, target, metric }) => {
      const why = target ? inert(targetInWords(target, metric)) : 'promised by settings that have changed since'
      return `Due at ${moment(due, now)}: ${why}.`
    }),
    ...(running && ticket.windowUntil
      ? [`${inert(network.label)} takes a reply until ${moment(ticket.windowUntil, now)}.`]
      : []),
  ]
}
