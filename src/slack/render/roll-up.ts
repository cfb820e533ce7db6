import type { KnownBlock } from '@slack/types'
import { durationInWords } from '../../sla/duration-in-words.ts'
import { actions, section } from '../blocks.ts'
import type { LineFacts } from '../line-facts.ts'
import { inertWithin, link, named, oneLine } from '../text.ts'
import type { Words } from './drawing.ts'
import { wordsOf } from './words-of.ts'

export interface RolledUp {
  facts: Omit<LineFacts, 'card'>
  /** Where its own card stands, once somebody has taken it. */
  permalink: string | undefined
}

/** Many tickets that came at once, two blocks each; urgent first. A taken line says who has it and links to its card. */
export function rollUp(rolled: RolledUp[], lasted: Temporal.Duration | 'earlier', channelId: string): Words {
  const waiting = rolled.filter(
    ({ facts: { ticket } }) => !ticket.claimedBy && !ticket.closedAt && ticket.channelId === channelId,
  )
  const title = titleOf(rolled.length, lasted)
  return {
    text: `${title} ${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'} for someone.`,
    blocks: [
      section(`*${title}*`),
      ...rolled.flatMap((one) => line(one, channelId)),
      ...(waiting.length
        ? [actions('roll-up', [{ id: 'claim-next', label: 'Claim Next', value: channelId, primary: true }])]
        : []),
    ],
  }
}

function titleOf(count: number, lasted: Temporal.Duration | 'earlier'): string {
  if (lasted === 'earlier') return `${count} from before the account was connected. No clock runs on them.`
  const seconds = Math.max(1, Math.round(lasted.total('seconds')))
  const within = seconds === 1 ? '1 second' : seconds < 120 ? `${seconds} seconds` : durationInWords(lasted)
  return `${count} new tickets in ${within}. Urgent first.`
}

function line({ facts, permalink }: RolledUp, channelId: string): KnownBlock[] {
  const { ticket, customer, network, account, owner, said } = facts
  const urgent = ticket.priority === 'urgent' ? '*Urgent* · ' : ''
  const who = named(customer.name ?? customer.handle ?? 'A customer', 60)
  const where = `${network.label} ${network.nouns[ticket.place]} to ${inertWithin(account.name, 60)}`
  const head = `${urgent}*${who}*, ${where} · #${ticket.id}`
  const state = ticket.closedAt
    ? `closed, ${ticket.closedAs}`
    : owner
      ? `${inertWithin(owner.name, 60)} took this${permalink ? `, ${link(permalink, 'see its card')}` : ''}`
      : ticket.channelId !== channelId
        ? `moved to <#${ticket.channelId}>${permalink ? `, ${link(permalink, 'see its card')}` : ''}`
        : undefined
  const text = `${head}: ${oneLine(said.map(wordsOf).join(' / '), 250)}`
  if (state) return [section(`${head}: _${state}_`)]
  const name = customer.name ?? 'a customer'
  return [
    section(text),
    actions(`line/${ticket.id}`, [
      { id: 'claim', label: 'Claim', value: String(ticket.id), about: `Claim #${ticket.id}, ${name}` },
      { id: 'open', label: 'Open', value: String(ticket.id), about: `Open #${ticket.id}, ${name}` },
    ]),
  ]
}
