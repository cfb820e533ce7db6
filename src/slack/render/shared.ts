import type { Agent, Message } from '../../tickets/ticket.ts'
import { context, section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { inert, link, oneLine } from '../text.ts'
import { customerLine, said } from './card.ts'
import type { Words } from './drawing.ts'
import { headline } from './headline.ts'
import { wordsOf } from './words-of.ts'

export interface Shared {
  facts: CardFacts
  /** What was shared, as it is now. */
  messages: Message[]
  by: Agent
  word: string | undefined
  permalink: string | undefined
}

/** A card to read, for people who do not answer customers: what was said when it was shared, and where the live card is. */
export function shared({ facts, messages, by, word, permalink }: Shared, now: Temporal.Instant): Words {
  const { network, ticket, account } = facts
  const first = `${inert(by.name)} shares a ${inert(network.label)} ${network.nouns[ticket.place]} to ${inert(account.name)} · #${ticket.id}`
  const why = word ? [section(`_${oneLine(word, 1000)}_`)] : []
  return {
    text: `${inert(by.name)} shares ${headline(facts)}: ${messages.map((message) => oneLine(wordsOf(message), 200)).join(' / ')}`,
    blocks: [
      section(`*${first}*`),
      ...why,
      customerLine(facts),
      ...said({ ...facts, said: messages }, now),
      context(`To read only. Customers are answered on ${link(permalink, 'the live card')}, not here.`),
    ],
  }
}
