import type { KnownBlock } from '@slack/types'
import { wordsIn } from '../../db/searchable.ts'
import { actions, button, section } from '../blocks.ts'
import { whereabouts } from '../called.ts'
import type { Networks } from '../card-facts.ts'
import type { Words } from '../render/drawing.ts'
import { wordsOf } from '../render/words-of.ts'
import { inertWithin, link, moment, named, oneLine } from '../text.ts'
import { type Looked, pageValue } from './look-up.ts'

const SHOWN = 120
const LONG_NAME = 60

/** What was found, a line for each ticket with its button, newest first. */
export function foundWords(looked: Looked, networks: Networks, now: Temporal.Instant): Words {
  const { found, words, older, later } = looked
  const asked = `“${oneLine(words, 60)}”`
  if (found.length === 0) {
    const text = later ? `Nothing older holds ${asked}.` : `Nothing holds ${asked}. Try fewer words, or only a name.`
    return { text, blocks: [section(text)] }
  }
  const title = `${later ? 'Older tickets' : 'Tickets'} with ${asked}, newest first`
  return {
    text: [
      title,
      ...found.map(
        ({ ticket, customer }) => `#${ticket.id} ${oneLine(customer.name ?? customer.handle ?? '', LONG_NAME)}`,
      ),
    ].join('\n'),
    blocks: [
      section(`*${title}*`),
      ...found.map((one) => line(one, words, networks, now)),
      ...(older ? [actions('older', [{ id: 'find-older', label: 'Show Older', value: pageValue(looked) }])] : []),
    ],
  }
}

const SPEAKERS = { inbound: '', outbound: 'We: ', question: 'We: ', note: 'Note: ' }

function line(one: Looked['found'][number], words: string, networks: Networks, now: Temporal.Instant): KnownBlock {
  const { ticket, customer, account, owner, message, permalink } = one
  const where = whereabouts(networks, account, ticket.place)
  const who = customer.name ?? customer.handle ?? 'A customer'
  const state = ticket.closedAt
    ? `closed, ${ticket.closedAs}`
    : owner
      ? `${inertWithin(owner, LONG_NAME)} has it`
      : 'open'
  const when = moment(message?.at ?? ticket.openedAt, now)
  const speaker = message && SPEAKERS[message.direction]
  const said = message ? `\n> ${speaker}${oneLine(around(wordsOf(message), words), SHOWN)}` : ''
  return {
    type: 'section',
    block_id: `found/${ticket.id}`,
    text: {
      type: 'mrkdwn',
      text: `${link(permalink, `#${ticket.id}`)} *${named(who, LONG_NAME)}*, ${where} · ${when} · ${state}${said}`,
      verbatim: true,
    },
    accessory: button({ id: 'open', label: 'Open', value: String(ticket.id), about: `Open #${ticket.id}, ${who}` }),
  }
}

/** From a little before the first word that was looked for. */
function around(text: string, words: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  const places = wordsIn(words).map((word) => plain.toLowerCase().indexOf(word))
  const first = Math.min(...places.filter((place) => place >= 0), plain.length)
  if (first === plain.length || first < SHOWN / 2) return plain
  const begin = plain.lastIndexOf(' ', first - 40) + 1
  return `…${plain.slice(begin)}`
}
