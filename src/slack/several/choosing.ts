import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Db } from '../../db/connect.ts'
import { type Outcome, onEach } from '../../tickets/on-each.ts'
import { queue, type Waiting } from '../../tickets/queue.ts'
import { type Agent, type Ticket, ticketOf } from '../../tickets/ticket.ts'
import type { Undoable } from '../../tickets/undo.ts'
import { type SeenTicket, whileNobodys } from '../../tickets/while-nobodys.ts'
import { actions, context, section } from '../blocks.ts'
import type { Answer } from '../buttons/button.ts'
import { called } from '../called.ts'
import type { Networks } from '../card-facts.ts'
import { checkboxes } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import type { Pressing } from '../pressing.ts'
import { wordsOf } from '../render/words-of.ts'
import type { Values } from '../values.ts'
import { showView, viewOf } from '../views.ts'
import { undoSeveral } from './undo-several.ts'

/** Checkboxes hold ten, and so many of them are still read on a phone. */
const TICKS = 10
const PAGE = 50

/** What to do with the tickets chosen from the queue: close them, tag them, assign them. */
export interface Several {
  /** Also the id of its modal. */
  id: string
  title: string
  submit: string
  inputs: InputBlock[]
  /** Answers what became of them, or errors at fields. */
  run(deps: Pressing, chosen: Chosen, values: Values): Promise<Done | { errors: Record<string, string> }>
}

interface Done {
  says: string
  /** What can be taken back, and on which tickets. */
  undo?: { what: Undoable; tickets: Ticket[] }
}

export interface Chosen {
  tickets: Ticket[]
  by: Agent
  now: Temporal.Instant
  /** The same for every press of Submit. */
  submission: string
  /** Runs a verb on each that is still as it was seen; the others are told with the outcome. */
  each(db: Db, verb: (tx: Db, ticket: Ticket) => Promise<unknown>): Promise<Outcome>
}

/** A window with the tickets nobody has, to tick some and do the same with them. Its value is where the page begins. */
export function choosing(several: Several): ListButton {
  return {
    id: several.id,
    async press(deps, value, _by, from) {
      const begin = Number(value) || 0
      const found = await queue(deps.db, deps.workspaceId, { owner: 'nobody', most: begin + PAGE + 1 })
      if (found.length <= begin && begin === 0) return 'Nobody is waiting for someone right now.'
      await showView(deps, choosingModal(deps, several, found, begin), from)
      return undefined
    },
    async submit(deps, values, by, { id, carried }): Promise<Answer> {
      const blocks = Array.isArray(carried.ticks) ? carried.ticks.map(String) : []
      const seen = await Promise.all(blocks.flatMap((block) => values.choices(block)).map((one) => seenOf(deps, one)))
      if (seen.length === 0) return { errors: { [blocks[0] ?? '']: 'Tick some first.' } }
      const done = await several.run(deps, chosenBy(seen, by, deps.now(), id), values)
      if ('errors' in done) return done
      const undo = done.undo?.tickets.length ? [await undoSeveral(deps.db, done.undo.what, done.undo.tickets, by)] : []
      const said = { id: several.id, title: several.title, blocks: [section(done.says), ...undo] }
      return { update: viewOf(said, { ticket: 0, at: 0 }) }
    },
  }
}

/** The window: the page that begins there, and what to do with what is ticked. */
export function choosingModal(
  deps: Pick<Pressing, 'networks'>,
  several: Several,
  found: Waiting[],
  begin: number,
): ModalView {
  const page = found.slice(begin, begin + PAGE)
  const choices = page.map((one) => ({
    value: `${one.ticket.id}/${one.said?.message.id ?? 0}`,
    label: labelOf(one, deps.networks),
    more: saidBy(one),
  }))
  const ticks: InputBlock[] = []
  for (let at = 0; at < choices.length; at += TICKS) {
    const ten = choices.slice(at, at + TICKS)
    const label = `${begin + at + 1} to ${begin + at + ten.length}`
    ticks.push(checkboxes({ id: `ticks/${begin + at}`, label, choices: ten, optional: true }))
  }
  const more = pages(several, begin, found.length > begin + PAGE)
  const turns = more.length
    ? [
        ...more.map((page) => actions(page.label, [page])),
        context('Ticks count on their own page: do these first, then turn it.'),
      ]
    : []
  const blocks: KnownBlock[] = [...ticks, ...turns, ...several.inputs]
  const modal = { ...several, blocks }
  return viewOf(modal, { ticket: 0, at: 0, ticks: ticks.map(({ block_id }) => block_id) })
}

function chosenBy(seen: SeenTicket[], by: Agent, now: Temporal.Instant, submission: string): Chosen {
  const newest = new Map(seen.map((one) => [one.ticket.id, one.newest]))
  const tickets = seen.map(({ ticket }) => ticket).toSorted((a, b) => a.id - b.id)
  const as = (ticket: Ticket) => ({ ticket, newest: newest.get(ticket.id) ?? 0 })
  return {
    ...{ tickets, by, now, submission },
    each: (db, verb) => onEach(tickets, (ticket) => whileNobodys(db, as(ticket), by, now, verb)),
  }
}

function pages({ id }: Several, begin: number, more: boolean) {
  return [
    ...(begin > 0 ? [{ id, label: `The ${PAGE} Before`, value: String(Math.max(0, begin - PAGE)) }] : []),
    ...(more ? [{ id, label: `The Next ${PAGE}`, value: String(begin + PAGE) }] : []),
  ]
}

function labelOf({ ticket, customer, account }: Waiting, networks: Networks): string {
  const known = networks.get(account.network)
  return `#${ticket.id} ${customer}${known ? `, ${called(known, account).label} ${known.nouns[ticket.place]}` : ''}`
}

/** Of several that wait the last stands for all, and says so: an earlier one may be the question. */
function saidBy({ said }: Waiting): string {
  if (!said) return '(no words)'
  const words = wordsOf(said.message).replace(/\s+/g, ' ').trim()
  return said.waiting > 1 ? `The last of ${said.waiting}: ${words}` : words
}

async function seenOf({ db, workspaceId }: Pressing, value: string): Promise<SeenTicket> {
  const [id, newest] = value.split('/').map(Number)
  return { ticket: await ticketOf(db, workspaceId, id ?? 0), newest: newest ?? 0 }
}
