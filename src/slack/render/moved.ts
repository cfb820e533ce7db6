import { section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { link } from '../text.ts'
import type { Words } from './drawing.ts'
import { headline } from './headline.ts'

/** What is left of a card that stands further down now. */
export function moved(facts: CardFacts, permalink: string | undefined): Words {
  const text = `${headline(facts)} has moved down: ${link(permalink, 'the live card is here')}.`
  return { text, blocks: [section(text)] }
}
