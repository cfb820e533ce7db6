import type { KnownBlock } from '@slack/types'
import { languageName } from '../../rules/language-name.ts'
import { addCustomerNote, customerNotesOf } from '../../tickets/customer-notes.ts'
import { type Ticket, ticketOf } from '../../tickets/ticket.ts'
import { ticketsOf } from '../../tickets/tickets-of.ts'
import { actions, button, context, section } from '../blocks.ts'
import { type CardFacts, cardFacts } from '../card-facts.ts'
import { textInput } from '../inputs.ts'
import { lookUpUrl } from '../look-up-url.ts'
import { cut, inert, link, moment, named } from '../text.ts'
import type { Acting, Button, Modal } from './button.ts'

const NOTES = 10
const TICKETS = 10
/** However it is escaped, it fits into a section. */
const NOTE_TAKES = 550
const OLDER = 'older-tickets'

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
    if (!text) return { errors: { [fieldOf(round)]: 'Write something first.' } }
    const { customer } = await factsOf(submission)
    await addCustomerNote(db, customer, { text, submission: `${viewId}/${round}` }, by, now)
    return { update: submission.again(await whoModal({ ...submission, ticket }, { round: round + 1 })) }
  },

  choices: {
    [OLDER]: async (choosing) => {
      const last = await ticketOf(choosing.db, choosing.workspaceId, Number(choosing.chosen))
      return whoModal(choosing, { round: Number(choosing.carried.round ?? 0), before: last })
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
    carry: { round },
    blocks: [
      aboutThem(facts),
      ...(url ? [actions('look-up', [{ id: 'look-up', label: 'Look Up', value: '', url }])] : []),
      section(`*Notes of the team*${notes.length ? '' : '\nNone yet.'}`),
      ...notes.map(({ text, by, at }) => section(`${inert(text)}\n_${inert(by)}, ${moment(at, now)}_`)),
      ...(all > notes.length ? [context(`The newest ${notes.length} of ${all}.`)] : []),
      textInput({
        ...{ id: fieldOf(round), label: 'Add a note', multiline: true, most: NOTE_TAKES },
        hint: 'For the team only, in every ticket of this customer. They never see it.',
      }),
      section(before ? '*Older tickets*' : '*Tickets, newest first*'),
      ...page.map((one) => line(one, facts, now)),
      ...(older ? [actions(OLDER, [{ id: OLDER, label: 'Show Older', value: String(older) }])] : []),
    ],
  }
}

function factsOf({ db, networks, workspaceId, ticket }: Acting): Promise<CardFacts> {
  return cardFacts(db, networks, workspaceId, ticket.id)
}

/** Slack keeps what was typed into a field of the same id: the next note begins empty. */
function fieldOf(round: number): string {
  return `note~${round}`
}

function aboutThem({ customer, network, account, ticket }: CardFacts): KnownBlock {
  const name = named(customer.name ?? customer.handle ?? 'A customer')
  const handle = customer.handle && customer.name ? `  @${inert(customer.handle)}` : ''
  const known = [
    `${network.label}, writes to ${inert(account.name)}`,
    ...(customer.followers === null ? [] : [`${customer.followers.toLocaleString('en')} followers`]),
    ...(ticket.language ? [`writes in ${languageName(ticket.language)}`] : []),
  ]
  return section(`*${link(customer.url, name)}*${handle}\n${known.join(' · ')}`)
}

function line({ ticket, owner }: { ticket: Ticket; owner: string | null }, facts: CardFacts, now: Temporal.Instant) {
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
