import { plural } from '../../stats/words.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { actions, section } from '../blocks.ts'
import { inert, link, named, oneLine } from '../text.ts'
import type { Words } from './drawing.ts'

/** What one agent hands to another. */
export interface HandedOver {
  by: Agent
  to: Agent
  word: string | undefined
  tickets: { id: number; customer: string; permalink: string | undefined }[]
}

/** More lines than these are counted: `/roost mine` has them all. */
const NAMED = 20

/** "@Alan Grace hands you 7 tickets": the one call for all of them. */
export function handOver({ by, to, word, tickets }: HandedOver): Words {
  const mention = to.slackId ? `<@${to.slackId}> ` : `${inert(to.name)}: `
  const first = `${mention}${inert(by.name)} hands you ${plural(tickets.length, 'ticket')}.`
  const lines = tickets
    .slice(0, NAMED)
    .map(({ id, customer, permalink }) => `${link(permalink, `#${id}`)} ${named(customer)}`)
  const rest = tickets.length > NAMED ? [`and ${tickets.length - NAMED} more`] : []
  const said = word ? [`_${oneLine(word, 500)}_`] : []
  return {
    text: [first, ...said].join(' '),
    blocks: [
      section([first, ...said, ...lines, ...rest].join('\n')),
      actions('hand-over', [{ id: 'open-mine', label: 'My Tickets', value: '', primary: true }]),
    ],
  }
}
