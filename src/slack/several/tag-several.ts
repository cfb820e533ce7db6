import { tag } from '../../tickets/tag.ts'
import { TAG_AT_MOST } from '../../tickets/tidy-tags.ts'
import { textInput } from '../inputs.ts'
import { outcomeInWords } from '../render/outcome.ts'
import { choosing } from './choosing.ts'

export const tagSeveralButton = choosing({
  id: 'tag-several',
  title: 'Tag several',
  submit: 'Tag Them',
  inputs: [
    textInput({
      ...{ id: 'tags', label: 'Tags to add', most: 500, optional: true },
      hint: 'Separated by commas, such as: late delivery, refund. What they have already stays.',
    }),
  ],
  async run({ db }, { each, by, now }, values) {
    const tags = values.text('tags').split(',')
    if (!tags.some((name) => name.trim())) return { errors: { tags: 'Write a tag first.' } }
    if (tags.some((name) => name.trim().length > TAG_AT_MOST))
      return { errors: { tags: `A tag has at most ${TAG_AT_MOST} characters.` } }
    const outcome = await each(db, (tx, ticket) =>
      tag(tx, ticket, { tags: [...ticket.tags, ...tags], priority: ticket.priority }, by, now),
    )
    const says = outcomeInWords(outcome, (count, one) => `${count} ${one ? 'has' : 'have'} these tags now.`)
    return { says, undo: { what: 'ticket.tagged', tickets: outcome.done } }
  },
})
