import { close } from '../../tickets/close.ts'
import { textInput } from '../inputs.ts'
import { inert } from '../text.ts'
import type { Button } from './button.ts'
import { tellUndoable } from './undo.ts'

/** Not ours to solve: somebody else does, and the card says where. */
export const continuesElsewhereButton: Button = {
  id: 'continues-elsewhere',
  label: 'Continues Elsewhere…',
  applies: ({ ticket }) => !ticket.closedAt,
  async press({ ticket, open }) {
    await open({
      id: 'continues-elsewhere',
      title: `#${ticket.id} elsewhere`,
      submit: 'Close',
      blocks: [
        textInput({
          ...{ id: 'elsewhere', label: 'Where it continues', most: 500, focus: true },
          hint: 'A link, or a few words such as: by phone, or order desk 4711. It closes here, and counts as neither solved nor excused.',
        }),
      ],
    })
  },
  async submit(submission) {
    const { db, ticket, by, now, values } = submission
    const elsewhere = values.text('elsewhere').trim()
    if (!elsewhere) return { errors: { elsewhere: 'Say where, so that others find it.' } }
    await close(db, ticket, { elsewhere }, by, now)
    const words = `#${ticket.id} is closed and continues elsewhere: ${inert(elsewhere)}`
    await tellUndoable(submission, 'ticket.closed', words)
    return undefined
  },
}
