import { PRIORITIES } from '../../rules/priority.ts'
import { tag } from '../../tickets/tag.ts'
import type { Ticket } from '../../tickets/ticket.ts'
import { select, textInput } from '../inputs.ts'
import { inert } from '../text.ts'
import type { Button } from './button.ts'
import { tellUndoable } from './undo.ts'

export const tagButton: Button = {
  id: 'tag',
  label: 'Tag',
  applies: () => true,
  async press({ ticket, open }) {
    await open({
      id: 'tag',
      title: `Tag #${ticket.id}`,
      submit: 'Save',
      blocks: [
        textInput({
          id: 'tags',
          label: 'Tags',
          hint: 'Separated by commas, such as: late delivery, refund',
          initial: ticket.tags.join(', '),
          optional: true,
          most: 500,
          focus: true,
        }),
        select({
          id: 'priority',
          label: 'Priority',
          choices: PRIORITIES.map((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)]),
          initial: ticket.priority,
        }),
      ],
    })
  },
  async submit(submission) {
    const { db, ticket, by, now, values } = submission
    const tags = values.text('tags').split(',')
    if (tags.some((name) => name.trim().length > 50)) return { errors: { tags: 'A tag has at most 50 characters.' } }
    const priority = PRIORITIES.find((name) => name === values.choice('priority')) ?? ticket.priority
    const tagged = await tag(db, ticket, { tags, priority }, by, now)
    await tellUndoable(submission, 'ticket.tagged', `#${ticket.id}: ${inert(inWords(tagged))}.`)
    return undefined
  },
}

function inWords({ tags, priority }: Ticket): string {
  return `${tags.length ? `tags ${tags.join(', ')}` : 'no tags'}, priority ${priority}`
}
