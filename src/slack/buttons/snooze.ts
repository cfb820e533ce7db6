import { snoozeUntil } from '../../sla/snooze-until.ts'
import { snooze } from '../../tickets/snooze.ts'
import { wake } from '../../tickets/wake.ts'
import { radio, textInput } from '../inputs.ts'
import type { Button } from './button.ts'

export const snoozeButton: Button = {
  id: 'snooze',
  label: 'Snooze…',
  applies: ({ ticket }) => !ticket.closedAt && !ticket.snoozedAt,
  async press({ ticket, open }) {
    await open({
      id: 'snooze',
      title: `Snooze #${ticket.id}`,
      submit: 'Snooze',
      blocks: [
        textInput({
          id: 'until',
          label: 'Until',
          hint: 'Such as: 1 hour, 14:00, tomorrow 9:00, or a date. It wakes earlier if the customer writes.',
          initial: '1 hour',
          most: 60,
          optional: true,
          focus: true,
        }),
        radio({
          id: 'wake',
          label: 'Wake it',
          choices: [
            ['then', 'At that time'],
            ['they answer', 'When the customer answers'],
          ],
          initial: 'then',
        }),
      ],
    })
  },
  async submit({ db, ticket, by, now, values }) {
    if (values.choice('wake') === 'they answer') {
      await snooze(db, ticket, null, by, now)
      return undefined
    }
    const read = snoozeUntil(values.text('until') || '1 hour', by.timeZone ?? 'UTC', now)
    if ('refusal' in read) return { errors: { until: read.refusal } }
    await snooze(db, ticket, read.until, by, now)
    return undefined
  },
}

export const snooze15Button: Button = {
  id: 'snooze-15',
  label: 'Snooze 15 Min',
  applies: ({ ticket }) => !ticket.closedAt,
  async press({ db, ticket, by, now, tell }) {
    await snooze(db, ticket, now.add({ minutes: 15 }), by, now)
    await tell('Quiet for 15 minutes, unless the customer writes. The promise runs on.')
  },
}

export const wakeButton: Button = {
  id: 'wake',
  label: 'Wake Now',
  applies: ({ ticket }) => ticket.snoozedAt !== null,
  async press({ db, ticket, by, now }) {
    await wake(db, ticket, by, now)
  },
}
