import type { KnownBlock } from '@slack/types'
import { alike } from '../../rules/language.ts'
import { type Suggestion, suggestAnswers } from '../../tickets/suggest-answers.ts'
import { button, context } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { forAnybody } from '../saved-replies/for-anybody.ts'
import { worded } from '../saved-replies/worded.ts'
import { oneLine } from '../text.ts'
import type { Acting } from './button.ts'

export const USE_ANSWER = 'use-answer'

const OFFERED = 3
const READ = 1000

/** The answers this team gave to messages like this one, to begin with. None is sent by itself. */
export async function suggested({ db, by, ticket }: Acting, facts: CardFacts): Promise<KnownBlock[]> {
  const asked = facts.said
    .map(({ text }) => text)
    .join('\n')
    .slice(0, READ)
  const languages = ticket.language ? alike(ticket.language) : []
  // Reply has to open, whatever becomes of this.
  const found = await suggestAnswers(db, ticket, asked, { most: OFFERED, languages }).catch(() => [])
  if (found.length === 0) return []
  return [
    context('*You answered messages like this one with:*'),
    ...found.map((one): KnownBlock => {
      const text = answerFor(one, facts, by)
      return {
        type: 'section',
        text: { type: 'mrkdwn', text: oneLine(text, 300), verbatim: true },
        accessory: button({ id: USE_ANSWER, label: 'Use This', value: String(one.reply.id), about: `Use: ${text}` }),
      }
    }),
  ]
}

/** With this customer's name in place of the other's. */
export function answerFor({ reply, customer }: Suggestion, facts: CardFacts, by: Acting['by']): string {
  return worded({ text: forAnybody(reply, customer) }, facts, by)
}
