import { settingsOf } from '../../settings/stored.ts'
import { type exportables, exportables as kinds } from '../../stats/export.ts'
import { Refusal } from '../../tickets/refusal.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { section } from '../blocks.ts'
import { dateInput, radio } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import type { Pressing } from '../pressing.ts'
import { showView, viewOf } from '../views.ts'
import { isLead } from '../who.ts'
import { sendExport } from './send-export.ts'
import { subjectOf } from './subject.ts'

const rows = {
  tickets: 'Tickets, a row for each',
  messages: 'Messages, a row for each, with their texts',
  figures: 'Figures, a row for each day',
} as const satisfies Record<(typeof exportables)[number], string>

/** Asks what of which days, and sends it as a file by direct message. Texts and names of everybody: for leads alone. */
export const exportButton: ListButton = {
  id: 'export',
  async press(deps, value, by, from) {
    checkLead(deps, by)
    const { days } = await subjectOf(deps.db, deps.workspaceId, value, deps.now())
    const modal = {
      ...{ id: 'export', title: 'Export', submit: 'Send Me the File' },
      blocks: [
        radio({ id: 'what', label: 'What', choices: kinds.map((kind) => [kind, rows[kind]]), initial: 'tickets' }),
        dateInput({ id: 'from', label: 'First day', initial: days.from }),
        dateInput({
          ...{ id: 'last', label: 'Last day', initial: days.to.subtract({ days: 1 }) },
          hint: 'It comes to you as CSV, by direct message, when it is ready.',
        }),
      ],
    }
    await showView(deps, viewOf(modal, { ticket: 0, at: 0 }), from)
    return undefined
  },

  async submit(deps, values, by) {
    checkLead(deps, by)
    const what = kinds.find((kind) => kind === values.choice('what'))
    const [from, last] = [values.date('from'), values.date('last')]
    if (!what || !from || !last) return { errors: { last: 'Choose both days.' } }
    if (Temporal.PlainDate.compare(from, last) > 0) return { errors: { last: 'It comes before the first day.' } }
    const { zone } = await settingsOf(deps.db, deps.workspaceId)
    const days = { from, to: last.add({ days: 1 }) }
    // Not waited for: a large one takes minutes, and a modal waits three seconds.
    void sendExport(deps, by, { what, days, zone })
    const words = `The ${what} of ${from}${from.equals(last) ? '' : ` to ${last}`} come to you by direct message from Roost.`
    return { update: viewOf({ id: 'export', title: 'Export', blocks: [section(words)] }, { ticket: 0, at: 0 }) }
  },
}

function checkLead({ who }: Pressing, by: Agent): void {
  if (!isLead(who, by))
    throw new Refusal('Exports are for leads: they hold everybody’s texts and names. Ask one of them.')
}
