import { section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { link } from '../text.ts'
import type { Words } from './drawing.ts'
import { headline } from './headline.ts'

/** What is left of a card that stands further down now, or in another channel. */
export function moved(facts: CardFacts, permalink: string | undefined, channelId: string | undefined): Words {
  const where = channelId ? `to <#${channelId}>` : 'down'
  const text = `${headline(facts)} has moved ${where}: ${link(permalink, 'the live card is here')}.`
  return { text, blocks: [section(text)] }
}
