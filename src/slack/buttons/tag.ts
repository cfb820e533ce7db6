import { PRIORITIES } from '../../rules/priority.ts'
import { type KnownTag, knownTags } from '../../tickets/known-tags.ts'
import { tag } from '../../tickets/tag.ts'
import type { Ticket } from '../../tickets/ticket.ts'
import { tidyTags } from '../../tickets/tidy-tags.ts'
import { type Choice, manySelect, select, textInput } from '../inputs.ts'
import { inert } from '../text.ts'
import type { Button } from './button.ts'
import { tellUndoable } from './undo.ts'

/** A menu holds no more; the less used ones are written. */
const MOST = 100

export const tagButton: Button = {
  id: 'tag',
  label: 'Tag',
  applies: () => true,
  async press({ db, workspaceId, ticket, open }) {
    const offered = offeredOn(ticket, await knownTags(db, workspaceId))
    await open({
      id: 'tag',
      title: `Tag #${ticket.id}`,
      submit: 'Save',
      blocks: [
        ...(offered.length
          ? [manySelect({ id: 'tags', label: 'Tags', choices: offered, initial: ticket.tags, optional: true })]
          : []),
        textInput({
          id: 'new-tags',
          label: offered.length ? 'New tags' : 'Tags',
          hint: 'Separated by commas, such as: late delivery, refund',
          optional: true,
          most: 500,
          focus: offered.length === 0,
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
    const { db, workspaceId, ticket, by, now, values } = submission
    const fresh = tidyTags(values.text('new-tags').split(','))
    if (fresh.some((name) => name.length > 50)) return { errors: { 'new-tags': 'A tag has at most 50 characters.' } }
    const retired = (await knownTags(db, workspaceId)).find((one) => one.retired && fresh.includes(one.name))
    if (retired)
      return {
        errors: { 'new-tags': `“${retired.name}” is retired. Choose another, or ask a lead to offer it again.` },
      }
    const priority = PRIORITIES.find((name) => name === values.choice('priority')) ?? ticket.priority
    const tagged = await tag(db, ticket, { tags: [...values.choices('tags'), ...fresh], priority }, by, now)
    await tellUndoable(submission, 'ticket.tagged', `#${ticket.id}: ${inert(inWords(tagged))}.`)
    return undefined
  },
}

/** The ticket's own first, whatever has become of them: not to choose one takes it off. */
function offeredOn({ tags }: Ticket, known: KnownTag[]): Choice[] {
  const others = known.filter(({ name, retired }) => !retired && !tags.includes(name)).map(({ name }) => name)
  return [...tags, ...others].slice(0, MOST).map((name) => [name, name])
}

function inWords({ tags, priority }: Ticket): string {
  return `${tags.length ? `tags ${tags.join(', ')}` : 'no tags'}, priority ${priority}`
}
