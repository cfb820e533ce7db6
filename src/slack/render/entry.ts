import { isAway } from '../../tickets/away.ts'
import type { Message } from '../../tickets/ticket.ts'
import { context, section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { inert, named, oneLine, quoted } from '../text.ts'
import { awayInWords } from './away-in-words.ts'
import type { Drawing } from './drawing.ts'
import { wordsOf } from './words-of.ts'

/** "@Grace Mira wrote again": what came since the last entry, in one. A thread's first entry says that it is internal. */
export function entry(
  { customer, owner, ticket }: CardFacts,
  fresh: Message[],
  first: boolean,
  now: Temporal.Instant,
): Drawing {
  if (fresh.length === 0) return { gone: true }
  // Whoever claimed it since has read it on the card.
  const isNews = fresh.some(
    ({ receivedAt }) => !ticket.claimedAt || Temporal.Instant.compare(receivedAt, ticket.claimedAt) > 0,
  )
  const away = owner && isAway(owner, now) ? awayInWords(owner, now) : undefined
  const mention = owner?.slackId && isNews && !away ? `<@${owner.slackId}> ` : ''
  const who = named(customer.name ?? 'The customer')
  const times = fresh.length > 1 ? ` ${fresh.length} times` : ''
  return {
    text: `${mention}${who} wrote again${times}: ${fresh.map((message) => oneLine(wordsOf(message), 300)).join(' / ')}`,
    blocks: [
      section(`${mention}${who} wrote again${times}:`),
      ...fresh.slice(-5).map((message) => section(quoted(wordsOf(message), 1000))),
      ...(away ? [context(`${away} Assign it to somebody else if it cannot wait.`)] : []),
      ...(first
        ? [context(inert('This thread stays inside the team. Customers get only what you send with Reply.'))]
        : []),
    ],
  }
}
