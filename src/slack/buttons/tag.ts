import { PRIORITIES } from '../../rules/priority.ts'
import { tag } from '../../tickets/tag.ts'
import { select, textInput } from '../inputs.ts'
import type { Button } from './button.ts'

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
  async submit({ db, ticket, by, now, values }) {
    const tags = values.text('tags').split(',')
    if (tags.some((name) => name.trim().length > 50)) return { errors: { tags: 'A tag has at most 50 characters.' } }
    const priority = PRIORITIES.find((name) => name === values.choice('priority')) ?? ticket.priority
    await tag(db, ticket, { tags, priority }, by, now)
    return undefined
  },
}
