import type { KnownBlock } from '@slack/types'
import { languageName } from '../../rules/language-name.ts'
import {
  addCustomerNote,
  type CustomerNote,
  changeCustomerNote,
  customerNote,
  customerNotesOf,
} from '../../tickets/customer-notes.ts'
import { Refusal } from '../../tickets/refusal.ts'
import { type Ticket, ticketOf } from '../../tickets/ticket.ts'
import { ticketsOf } from '../../tickets/tickets-of.ts'
import { actions, button, context, line, section } from '../blocks.ts'
import { type CardFacts, cardFacts } from '../card-facts.ts'
import { textInput } from '../inputs.ts'
import { lookUpUrl } from '../look-up-url.ts'
import { knownAs } from '../render/known-as.ts'
import { cut, inert, moment } from '../text.ts'
import { isLead } from '../who.ts'
import type { Acting, Button, Modal } from './button.ts'

const NOTES = 10
const TICKETS = 10
/** However it is escaped, it fits into a section. */
const NOTE_TAKES = 550
const OLDER = 'older-tickets'
const CHANGE = 'change-note'

/** Who the customer is, as far as the team knows: earlier tickets and how they ended, and notes that outlive a ticket. */
export const whoIsThisButton: Button = {
  id: 'who-is-this',
  label: 'Who Is This?',
  applies: () => true,

  press: async (press) => press.open(await whoModal(press, { round: 0 })),

  async submit(submission) {
    const { db, ticket, by, now, values, viewId, carried } = submission
    const round = Number(carried.round ?? 0)
    const text = values.text(fieldOf(round)).trim()
    const { customer } = await factsOf(submission)
    if (typeof carried.note === 'number') {
      const seen = Temporal.Instant.fromEpochMilliseconds(Number(carried.seen))
      checkMayChange(submission, await customerNote(db, customer, carried.note))
      await changeCustomerNote(db, customer, { id: carried.note, seen, text }, by, now)
    } else {
      if (!text) return { errors: { [fieldOf(round)]: 'Write something first.' } }
      await addCustomerNote(db, customer, { text, submission: `${viewId}/${round}` }, by, now)
    }
    return { update: submission.again(await whoModal({ ...submission, ticket }, { round: round + 1 })) }
  },

  choices: {
    [OLDER]: async (choosing) => {
      const last = await ticketOf(choosing.db, choosing.workspaceId, Number(choosing.chosen))
      return whoModal(choosing, { round: Number(choosing.carried.round ?? 0), before: last })
    },
    [CHANGE]: async (choosing) => {
      const { customer } = await factsOf(choosing)
      const note = await customerNote(choosing.db, customer, Number(choosing.chosen))
      checkMayChange(choosing, note)
      return noteModal(note, Number(choosing.carried.round ?? 0) + 1)
    },
  },
}

async function whoModal(acting: Acting, { round, before }: { round: number; before?: Ticket }): Promise<Modal> {
  const { db, customerUrl, now } = acting
  const facts = await factsOf(acting)
  const { customer, account } = facts
  const { notes, all } = await customerNotesOf(db, customer, NOTES)
  const theirs = await ticketsOf(db, customer, { before, most: TICKETS + 1 })
  const page = theirs.slice(0, TICKETS)
  const url = lookUpUrl(customerUrl, customer, account)
  const older = theirs.length > TICKETS ? page.at(-1)?.ticket.id : undefined
  return {
    id: 'who-is-this',
    title: 'Who is this?',
    submit: 'Add Note',
    carry: { round, note: undefined, seen: undefined },
    blocks: [
      aboutThem(facts),
      ...(url ? [actions('look-up', [{ id: 'look-up', label: 'Look Up', value: '', url }])] : []),
      section(`*Notes of the team*${notes.length ? '' : '\nNone yet.'}`),
      ...notes.map((note) => {
        const words = `${inert(note.text)}\n_${inert(note.by)}, ${moment(note.at, now)}_`
        const face = { id: CHANGE, label: 'Change…', value: String(note.id), about: `Change this note of ${note.by}` }
        return mayChange(acting, note) ? line(words, face) : section(words)
      }),
      ...(all > notes.length ? [context(`The newest ${notes.length} of ${all}.`)] : []),
      textInput({
        ...{ id: fieldOf(round), label: 'Add a note', multiline: true, most: NOTE_TAKES },
        hint: 'For the team only, in every ticket of this customer. They never see it.',
      }),
      section(before ? '*Older tickets*' : '*Tickets, newest first*'),
      ...page.map((one) => ticketLine(one, facts, now)),
      ...(older ? [actions(OLDER, [{ id: OLDER, label: 'Show Older', value: String(older) }])] : []),
    ],
  }
}

/** In the same window, which shows the customer again once it is saved. */
function noteModal({ id, text, at }: CustomerNote, round: number): Modal {
  const input = textInput({
    ...{ id: fieldOf(round), label: 'Note', multiline: true, most: NOTE_TAKES, initial: text, optional: true },
    hint: 'Empty it to take it back.',
  })
  const carry = { round, note: id, seen: at.epochMilliseconds }
  return { id: 'who-is-this', title: 'Change a note', submit: 'Save Note', carry, blocks: [input] }
}

function mayChange({ by, who }: Pick<Acting, 'by' | 'who'>, { agentId }: CustomerNote): boolean {
  return agentId === by.id || isLead(who, by)
}

function checkMayChange(acting: Acting, note: CustomerNote): void {
  if (!mayChange(acting, note)) throw new Refusal('Only who wrote a note, or a lead, can change it.')
}

function factsOf({ db, networks, workspaceId, ticket }: Acting): Promise<CardFacts> {
  return cardFacts(db, networks, workspaceId, ticket.id)
}

/** Slack keeps what was typed into a field of the same id: the next note begins empty. */
function fieldOf(round: number): string {
  return `note~${round}`
}

function aboutThem({ customer, network, account, ticket }: CardFacts): KnownBlock {
  const known = [
    `${network.label}, writes to ${inert(account.name)}`,
    ...(customer.followers === null ? [] : [`${customer.followers.toLocaleString('en')} followers`]),
    ...(ticket.language ? [`writes in ${languageName(ticket.language)}`] : []),
  ]
  return section(`${knownAs(customer)}\n${known.join(' · ')}`)
}

function ticketLine(
  { ticket, owner }: { ticket: Ticket; owner: string | null },
  facts: CardFacts,
  now: Temporal.Instant,
) {
  const state = ticket.closedAt
    ? `closed ${moment(ticket.closedAt, now)}, ${ticket.closedAs}`
    : owner
      ? `open, ${inert(owner)} has it`
      : 'open, nobody has it'
  const tags = ticket.tags.length ? ` · Tags: ${inert(cut(ticket.tags.join(', '), 400))}` : ''
  const here = ticket.id === facts.ticket.id ? ' · this one' : ''
  const block: KnownBlock = {
    type: 'section',
    block_id: `found/${ticket.id}`,
    text: {
      type: 'mrkdwn',
      text: `*#${ticket.id}* ${facts.network.nouns[ticket.place]} · ${moment(ticket.openedAt, now)} · ${state}${tags}${here}`,
      verbatim: true,
    },
    accessory: button({ id: 'open', label: 'Open', value: String(ticket.id), about: `Open #${ticket.id}` }),
  }
  return block
}
