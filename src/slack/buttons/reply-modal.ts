import type { KnownBlock } from '@slack/types'
import type { Place } from '../../networks/network.ts'
import { countSavedReplies } from '../../tickets/saved-reply.ts'
import { conversationOf } from '../../tickets/ticket.ts'
import { context, section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { radio, select, textInput } from '../inputs.ts'
import { wordsOf } from '../render/words-of.ts'
import { savedReplyMenu } from '../saved-replies/menu.ts'
import { inert, moment, named, oneLine } from '../text.ts'
import type { SentFile } from '../values.ts'
import { attachBlocks } from './attach.ts'
import type { Acting, Modal } from './button.ts'
import { suggested } from './suggested.ts'
import { type Way, waysOf } from './ways.ts'

/** A modal's input takes no more, whatever the network would. */
export const MODAL_TAKES = 3000
const COME_BACK = ['30 minutes', '1 hour', '2 hours', '4 hours', 'tomorrow 9:00'] as const

/** What the modal holds besides what the ticket says. */
export interface Held {
  text: string
  /** What the agent is asked before it is sent after all. */
  question?: string
  /** Why something could not be done. */
  trouble?: string
  place?: Place
  /** Files chosen before: they stay, whatever becomes of the field they were chosen in. */
  attached: SentFile[]
  /** The saved replies it began with. */
  saved: number[]
  /** Slack keeps what was typed into a field of the same id, so a text that is put there needs a field of another one. */
  round: number
  /** The newest message the agent has seen, where the modal was open before. */
  seen?: number
  evenIfTaken?: boolean
}

export async function replyModal(acting: Acting, facts: CardFacts, held: Held): Promise<Modal> {
  const { db, ticket, now } = acting
  const recent = await conversationOf(db, ticket, { most: 5, notes: false })
  const ways = waysOf(facts, now)
  const start = ways.find(({ place }) => place === (held.place ?? lastPlace(facts))) ?? ways[0]
  const who = facts.customer.name ?? facts.customer.handle ?? 'the customer'
  return {
    id: 'reply',
    title: `Reply to ${who.split(/\s/)[0]}`,
    submit: 'Send Reply',
    tellsWhenClosed: true,
    carry: {
      ...{ seen: held.seen ?? Math.max(0, ...recent.map(({ id }) => id)) },
      ...{ evenIfTaken: held.evenIfTaken ?? Boolean(held.question), saved: held.saved.slice(-20), round: held.round },
      ...(held.attached.length > 0 ? { attached: held.attached } : {}),
    },
    blocks: [
      ...[held.question, held.trouble].flatMap((says) => (says ? [section(`:warning: ${says}`)] : [])),
      section(start ? `From ${inert(facts.account.name)} to ${addressee(facts)} · ${start.says}` : cannot(facts)),
      ...recent.map((message) => said(facts, message, now)),
      ...((await countSavedReplies(db, acting.workspaceId)) ? [savedReplyMenu(held.round)] : []),
      textInput({
        id: fieldOf(held),
        label: 'Reply',
        hint: hintOf(facts, ways, now),
        multiline: true,
        initial: held.text,
        focus: true,
        telling: true,
      }),
      ...(await suggested(acting, facts)),
      ...attachBlocks(ways, held.attached),
      ...(ways.length > 1
        ? [
            radio({
              id: 'where',
              label: 'Where',
              choices: ways.map(({ place, label }) => [place, label]),
              initial: start?.place ?? ticket.place,
            }),
          ]
        : []),
      radio({
        id: 'then',
        label: 'Then',
        choices: [
          ['their turn', `${who.split(/\s/)[0]}’s turn`],
          ['come back', 'I’ll come back'],
          ['close', 'Done, close'],
        ],
        initial: 'their turn',
      }),
      select({
        id: 'come-back',
        label: 'Come back',
        hint: 'Kept as a promise of its own, if you choose “I’ll come back”.',
        choices: COME_BACK.map((time) => [time, time.startsWith('tomorrow') ? time : `in ${time}`]),
        initial: '2 hours',
        optional: true,
      }),
    ],
  }
}

export function fieldOf({ round }: Pick<Held, 'round'>): string {
  return `reply~${round}`
}

function addressee({ customer }: CardFacts): string {
  return customer.handle ? `@${oneLine(customer.handle, 100)}` : named(customer.name ?? 'the customer')
}

function said({ customer }: CardFacts, message: CardFacts['said'][number], now: Temporal.Instant): KnownBlock {
  const who = message.direction === 'inbound' ? named((customer.name ?? 'The customer').split(/\s/)[0] ?? '') : 'We'
  return context(`*${who}*, ${moment(message.at, now)}: ${oneLine(wordsOf(message), 400)}`)
}

function lastPlace({ said, ticket }: CardFacts): Place {
  return said.at(-1)?.place ?? ticket.place
}

function hintOf({ ticket, network }: CardFacts, ways: Way[], now: Temporal.Instant): string {
  const [most, ...others] = ways.map(({ place, limit }) => {
    const number = Math.min(limit.most, MODAL_TAKES).toLocaleString('en')
    return ways.length > 1 ? `${number} ${limit.unit} in ${place}` : `${number} ${limit.unit}`
  })
  const minutes = ticket.windowUntil && (ticket.windowUntil.epochMilliseconds - now.epochMilliseconds) / 60_000
  const left = minutes && minutes > 0 ? ` ${network.label} lets us answer for another ${lasting(minutes)}.` : ''
  const notes = ways.flatMap(({ limit }) => limit.note ?? [])
  return [`Up to ${[most, ...others].join(', ')}.${left}`, ...new Set(notes)].join(' ')
}

function lasting(minutes: number): string {
  return minutes < 60 ? `${Math.ceil(minutes)} min` : `${Math.floor(minutes / 60)} h`
}

function cannot({ network }: CardFacts): string {
  return `:warning: ${network.label} takes no reply here. You can close the ticket, or answer on ${network.label} itself.`
}
