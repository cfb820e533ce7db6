import { assignAll } from '../../tickets/assign-all.ts'
import { onEach } from '../../tickets/on-each.ts'
import { Refusal } from '../../tickets/refusal.ts'
import { userSelect } from '../inputs.ts'
import { receiverOf } from '../several/receiver.ts'
import type { Button } from './button.ts'

/** Whoever gets it is called: else only the card would say so. */
export const assignButton: Button = {
  id: 'assign',
  label: 'Assign…',
  applies: ({ ticket }) => !ticket.closedAt,
  async press({ ticket, by, open }) {
    await open({
      id: 'assign',
      title: `Assign #${ticket.id}`,
      submit: 'Assign',
      blocks: [userSelect({ id: 'agent', label: 'To', initial: by.slackId ?? undefined })],
    })
  },
  async submit({ db, ticket, by, now, values, who, viewId }) {
    const to = await receiverOf(who, values.user('agent'), by, now)
    if ('errors' in to) return to
    const each: Parameters<typeof assignAll>[1]['each'] = (tx, verb) => onEach([ticket], (one) => verb(tx, one))
    const { refused } = await assignAll(db, { tickets: [ticket], to, submission: viewId, each }, by, now)
    const [no] = refused
    if (no) throw new Refusal(no.why)
    return undefined
  },
}
