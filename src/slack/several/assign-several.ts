import { assignAll } from '../../tickets/assign-all.ts'
import { userSelect } from '../inputs.ts'
import { outcomeInWords } from '../render/outcome.ts'
import { inert } from '../text.ts'
import { choosing } from './choosing.ts'
import { receiverOf } from './receiver.ts'

export const assignSeveralButton = choosing({
  id: 'assign-several',
  title: 'Assign several',
  submit: 'Assign Them',
  inputs: [userSelect({ id: 'agent', label: 'To', hint: 'Called once for all of them.', optional: true })],
  async run({ db, who }, { each, tickets, by, now, submission }, values) {
    const to = await receiverOf(who, values.user('agent'), by, now)
    if ('errors' in to) return to
    const outcome = await assignAll(db, { tickets, to, submission, each }, by, now)
    return {
      says: outcomeInWords(outcome, (count, one) => `${count} ${one ? 'is' : 'are'} with ${inert(to.name)} now.`),
    }
  },
})
