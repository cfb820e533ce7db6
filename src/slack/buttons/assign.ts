import { assign } from '../../tickets/assign.ts'
import { userSelect } from '../inputs.ts'
import { agentOf, NotAnAgent } from '../who.ts'
import type { Button } from './button.ts'

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
  async submit({ db, ticket, by, now, values, who }) {
    const slackId = values.user('agent')
    if (!slackId) return { errors: { agent: 'Choose somebody.' } }
    try {
      await assign(db, ticket, await agentOf(who, slackId), by, now)
    } catch (error) {
      if (error instanceof NotAnAgent)
        return { errors: { agent: 'Only full members of this workspace can have tickets.' } }
      throw error
    }
    return undefined
  },
}
