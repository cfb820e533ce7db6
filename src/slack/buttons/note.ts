import { note } from '../../tickets/note.ts'
import { textInput } from '../inputs.ts'
import type { Button } from './button.ts'

export const noteButton: Button = {
  id: 'note',
  label: 'Add Note…',
  applies: () => true,
  async press({ ticket, open }) {
    await open({
      id: 'note',
      title: `Note on #${ticket.id}`,
      submit: 'Add Note',
      blocks: [
        textInput({
          id: 'note',
          label: 'Note',
          hint: 'For the team only. The customer never sees it.',
          multiline: true,
          most: 3000,
          focus: true,
        }),
      ],
    })
  },
  async submit({ db, ticket, by, now, values, viewId }) {
    const text = values.text('note').trim()
    if (!text) return { errors: { note: 'Write something first.' } }
    await note(db, ticket, { text, submission: viewId }, by, now)
    return undefined
  },
}
