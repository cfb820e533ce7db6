import { close } from '../../tickets/close.ts'
import { radio } from '../inputs.ts'
import { outcomeInWords } from '../render/outcome.ts'
import { choosing } from './choosing.ts'

const AS = ['no reply needed', 'resolved', 'spam'] as const

export const closeSeveralButton = choosing({
  id: 'close-several',
  title: 'Close several',
  submit: 'Close Them',
  inputs: [
    radio({
      id: 'as',
      label: 'As',
      choices: AS.map((as) => [as, as.charAt(0).toUpperCase() + as.slice(1)]),
      initial: 'no reply needed',
    }),
  ],
  async run({ db }, { each, by, now }, values) {
    const as = AS.find((one) => one === values.choice('as')) ?? 'no reply needed'
    const outcome = await each(db, (tx, ticket) => close(tx, ticket, as, by, now))
    const says = outcomeInWords(outcome, (count, one) => `${count} ${one ? 'is' : 'are'} closed as ${as}.`)
    return { says, undo: { what: 'ticket.closed', tickets: outcome.done } }
  },
})
