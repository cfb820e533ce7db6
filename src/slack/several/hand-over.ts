import { handOver } from '../../tickets/hand-over.ts'
import { queue, type Waiting } from '../../tickets/queue.ts'
import { ticketOf } from '../../tickets/ticket.ts'
import { section } from '../blocks.ts'
import { called } from '../called.ts'
import type { Networks } from '../card-facts.ts'
import { type Choice, manySelect, radio, textInput, userSelect } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import { outcomeInWords } from '../render/outcome.ts'
import { inert } from '../text.ts'
import { showView, viewOf } from '../views.ts'
import { receiverOf } from './receiver.ts'

/** A menu holds no more. */
const MOST = 100

/** An agent's tickets go to a colleague, or back to everybody, with a word: in one go, and with one call. */
export const handOverButton: ListButton = {
  id: 'hand-over',
  async press(deps, _value, by, from) {
    const { db, workspaceId, networks } = deps
    const mine = await queue(db, workspaceId, { owner: by, most: MOST + 1 })
    if (mine.length === 0) return 'You have no open tickets to hand over.'
    const shown = mine.slice(0, MOST)
    const choices = shown.map((one) => choiceOf(one, networks))
    const modal = {
      ...{ id: 'hand-over', title: 'Hand over', submit: 'Hand Over' },
      blocks: [
        ...(mine.length > MOST
          ? [section(`These are the ${MOST} most pressing; hand over the others after them.`)]
          : []),
        manySelect({ id: 'tickets', label: 'Tickets', choices, initial: choices.map(([id]) => id) }),
        radio({
          id: 'to',
          label: 'To',
          choices: [
            ['agent', 'A colleague'],
            ['queue', 'Back to the queue, for everybody'],
          ],
          initial: 'agent',
        }),
        userSelect({ id: 'agent', label: 'Which colleague', optional: true }),
        textInput({
          ...{ id: 'word', label: 'A word', multiline: true, most: 1000, optional: true },
          hint: 'For the team only. It is kept as a note on each ticket.',
        }),
      ],
    }
    await showView(deps, viewOf(modal, { ticket: 0, at: 0 }), from)
    return undefined
  },

  async submit(deps, values, by, { id: submission }) {
    const { db, workspaceId, who } = deps
    const now = deps.now()
    const toQueue = values.choice('to') === 'queue'
    if (!toQueue && by.slackId && values.user('agent') === by.slackId)
      return { errors: { agent: 'They are yours already. Choose somebody else.' } }
    const to = toQueue ? ('queue' as const) : await receiverOf(who, values.user('agent'), by, now)
    if (to !== 'queue' && 'errors' in to) return to
    const tickets = await Promise.all(values.choices('tickets').map((id) => ticketOf(db, workspaceId, Number(id))))
    const given = { tickets: tickets.toSorted((a, b) => a.id - b.id), to, word: values.text('word').trim(), submission }
    const outcome = await handOver(db, given, by, now)
    const says = outcomeInWords(outcome, (count, one) =>
      to === 'queue'
        ? `${count} ${one ? 'is' : 'are'} back in the queue.`
        : `${count} ${one ? 'is' : 'are'} with ${inert(to.name)} now, who is called once for all of them.`,
    )
    return { update: viewOf({ id: 'hand-over', title: 'Hand over', blocks: [section(says)] }, { ticket: 0, at: 0 }) }
  },
}

function choiceOf({ ticket, customer, account }: Waiting, networks: Networks): Choice {
  const known = networks.get(account.network)
  const where = known ? `, ${called(known, account).label} ${known.nouns[ticket.place]}` : ''
  return [String(ticket.id), `#${ticket.id} ${customer}${where}`]
}
