import type { KnownBlock } from '@slack/types'
import { standingInWords } from '../../sla/standing-in-words.ts'
import type { Waiting } from '../../tickets/queue.ts'
import { button, section } from '../blocks.ts'
import { whereabouts } from '../called.ts'
import type { Networks } from '../card-facts.ts'
import { inertWithin, link, moment, named, oneLine } from '../text.ts'
import type { Words } from './drawing.ts'
import { wordsOf } from './words-of.ts'

/** Fifteen lines stand in one message, which holds 10,000 characters. */
const LONG_NAME = 60
const LONG_WORDS = 120

/**
 * A list of open tickets, each with its button: who and where, what they said, how it stands. `on`: the list that shows a
 * claim at once, as `claim-listed.ts` reads it.
 */
export function queueWords(
  title: string,
  waiting: (Waiting & { permalink?: string })[],
  networks: Networks,
  now: Temporal.Instant,
  on?: string,
): Words {
  return {
    text: [title, ...waiting.map((one) => `#${one.ticket.id} ${oneLine(one.customer, LONG_NAME)}`)].join('\n'),
    blocks: [section(`*${title}*`), ...waiting.map((one) => line(one, networks, now, on))],
  }
}

function line(
  one: Waiting & { permalink?: string },
  networks: Networks,
  now: Temporal.Instant,
  on: string | undefined,
): KnownBlock {
  const { ticket, customer, account, owner, permalink } = one
  const who = `*${named(customer, LONG_NAME)}*, ${whereabouts(networks, account, ticket.place)}`
  const urgent = ticket.priority === 'normal' ? '' : `*${ticket.priority}* · `
  const state = [
    standingOf(one, now),
    ...(owner ? [inertWithin(owner, LONG_NAME)] : []),
    ...(ticket.snoozedUntil ? [`snoozed until ${moment(ticket.snoozedUntil, now)}`] : []),
    ...(ticket.snoozedAt && !ticket.snoozedUntil ? ['snoozed until the customer answers'] : []),
  ].join(' · ')
  const face = ticket.claimedBy
    ? { id: 'open', label: 'Open', value: String(ticket.id), about: `Open #${ticket.id}, ${customer}` }
    : {
        ...{ label: 'Claim', about: `Claim #${ticket.id}, ${customer}` },
        ...(on ? { id: 'claim-listed', value: `${ticket.id}/${on}` } : { id: 'claim', value: String(ticket.id) }),
      }
  return {
    type: 'section',
    block_id: `line/${ticket.id}`,
    text: {
      type: 'mrkdwn',
      text: [`${urgent}${link(permalink, `#${ticket.id}`)} ${who}`, ...quoteOf(one), state].join('\n'),
      verbatim: true,
    },
    accessory: button(face),
  }
}

function standingOf({ clock, said }: Waiting, now: Temporal.Instant): string {
  const stands = clock(now)
  const unpromised =
    stands.state === 'none' && said?.waiting ? 'Waits, and no promise counts here' : 'The customer’s turn'
  return standingInWords(stands, (at) => moment(at, now)) ?? unpromised
}

/** Of several that wait the last stands for all, and says so: an earlier one may be the question. */
function quoteOf({ said }: Waiting): string[] {
  if (!said) return []
  const words = wordsOf(said.message)
  return [`> ${said.waiting > 1 ? `_the last of ${said.waiting}:_ ` : ''}${oneLine(words, LONG_WORDS)}`]
}
