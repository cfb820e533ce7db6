import type { KnownBlock } from '@slack/types'
import { standingInWords } from '../../sla/standing-in-words.ts'
import type { Waiting } from '../../tickets/queue.ts'
import { button, section } from '../blocks.ts'
import { called } from '../called.ts'
import type { Networks } from '../card-facts.ts'
import { cut, inert, link, moment, named } from '../text.ts'
import type { Words } from './drawing.ts'

/** Twenty lines stand in one message, which holds 12,000 characters. */
const LONG_NAME = 80

/** A list of open tickets, one line each with its button. */
export function queueWords(
  title: string,
  waiting: (Waiting & { permalink?: string })[],
  networks: Networks,
  now: Temporal.Instant,
): Words {
  return {
    text: [title, ...waiting.map((one) => `#${one.ticket.id} ${cut(one.customer, LONG_NAME)}`)].join('\n'),
    blocks: [section(`*${title}*`), ...waiting.map((one) => line(one, networks, now))],
  }
}

function line(one: Waiting & { permalink?: string }, networks: Networks, now: Temporal.Instant): KnownBlock {
  const { ticket, customer, account, network, owner, clock, permalink } = one
  const noun = networks.get(network)
  const names = noun && called(noun, account)
  const where = names ? `${names.label} ${noun.nouns[ticket.place]} to ${inert(names.account)}` : inert(account.name)
  const urgent = ticket.priority === 'normal' ? '' : `*${ticket.priority}* · `
  const state = [
    standingInWords(clock(now), (at) => moment(at, now)) ?? 'The customer’s turn',
    ...(owner ? [inert(owner)] : []),
    ...(ticket.snoozedUntil ? [`snoozed until ${moment(ticket.snoozedUntil, now)}`] : []),
    ...(ticket.snoozedAt && !ticket.snoozedUntil ? ['snoozed until the customer answers'] : []),
  ].join(' · ')
  const face = ticket.claimedBy
    ? { id: 'open', label: 'Open', about: `Open #${ticket.id}, ${customer}` }
    : { id: 'claim', label: 'Claim', about: `Claim #${ticket.id}, ${customer}` }
  return {
    type: 'section',
    block_id: `line/${ticket.id}`,
    text: {
      type: 'mrkdwn',
      text: `${urgent}${link(permalink, `#${ticket.id}`)} *${named(cut(customer, LONG_NAME))}*, ${where}\n${state}`,
      verbatim: true,
    },
    accessory: button({ ...face, value: String(ticket.id) }),
  }
}
