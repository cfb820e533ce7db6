import { plural } from '../../stats/words.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { actions, context, section } from '../blocks.ts'
import { cut, inert, link, named, oneLine } from '../text.ts'
import type { Words } from './drawing.ts'

/** What one agent hands to another. */
export interface HandedOver {
  by: Agent
  to: Agent
  word: string | undefined
  tickets: { id: number; customer: string; permalink: string | undefined }[]
}

/** More lines than these are counted: `/roost mine` has them all. */
const NAMED = 15

/** "@Alan Grace hands you 7 tickets": the one call for all of them. */
export function handOver({ by, to, word, tickets }: HandedOver): Words {
  const mention = to.slackId ? `<@${to.slackId}> ` : `${inert(cut(to.name, 80))}: `
  const first = `${mention}${inert(cut(by.name, 80))} hands you ${plural(tickets.length, 'ticket')}.`
  const lines = tickets
    .slice(0, NAMED)
    .map(({ id, customer, permalink }) => `${link(permalink, `#${id}`)} ${named(cut(customer, 40))}`)
  const rest = tickets.length > NAMED ? [context(`and ${tickets.length - NAMED} more`)] : []
  const said = word ? [`_${oneLine(word, 500)}_`] : []
  return {
    text: [first, ...said].join(' '),
    blocks: [
      section([first, ...said].join('\n')),
      ...(lines.length ? [section(lines.join('\n'))] : []),
      ...rest,
      actions('hand-over', [{ id: 'open-mine', label: 'My Tickets', value: '', primary: true }]),
    ],
  }
}
