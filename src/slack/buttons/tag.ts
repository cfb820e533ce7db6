import { z } from 'zod'
import { PRIORITIES } from '../../rules/priority.ts'
import { type KnownTag, knownTags } from '../../tickets/known-tags.ts'
import { changeTags } from '../../tickets/tag.ts'
import type { Ticket } from '../../tickets/ticket.ts'
import { TAG_AT_MOST, tidyTags } from '../../tickets/tidy-tags.ts'
import { type Choice, manySelect, select, textInput } from '../inputs.ts'
import { inert } from '../text.ts'
import type { Button } from './button.ts'
import { tellUndoable } from './undo.ts'

/** A menu holds no more; the less used ones are written. */
const MOST = 100
/** What the ticket has is carried along, in 3,000 characters; what it has beyond stays. */
const CARRIED = 25

const carriedTags = z.object({ tags: z.array(z.string()), priority: z.string() })

export const tagButton: Button = {
  id: 'tag',
  label: 'Tag',
  applies: () => true,
  async press({ db, workspaceId, ticket, open }) {
    const has = ticket.tags.slice(0, CARRIED)
    const offered = offeredOn(ticket, has, await knownTags(db, workspaceId))
    await open({
      id: 'tag',
      title: `Tag #${ticket.id}`,
      submit: 'Save',
      carry: { tags: has, priority: ticket.priority },
      blocks: [
        ...(offered.length
          ? [manySelect({ id: 'tags', label: 'Tags', choices: offered, initial: has, optional: true })]
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
    if (fresh.some((name) => name.length > TAG_AT_MOST))
      return { errors: { 'new-tags': `A tag has at most ${TAG_AT_MOST} characters.` } }
    const priority = PRIORITIES.find((name) => name === values.choice('priority')) ?? ticket.priority
    const seen = carriedTags.parse(submission.carried)
    const chosen = [...values.choices('tags'), ...fresh]
    const change = {
      add: chosen.filter((name) => !seen.tags.includes(name)),
      remove: seen.tags.filter((name) => !chosen.includes(name)),
      priority: priority === seen.priority ? undefined : priority,
    }
    const retired = (await knownTags(db, workspaceId)).find((one) => one.retired && change.add.includes(one.name))
    if (retired) {
      const at = fresh.includes(retired.name) ? 'new-tags' : 'tags'
      return { errors: { [at]: `“${retired.name}” is retired. Choose another, or ask a lead to offer it again.` } }
    }
    const tagged = await changeTags(db, ticket, change, by, now)
    await tellUndoable(submission, 'ticket.tagged', `#${ticket.id}: ${inert(inWords(tagged))}.`)
    return undefined
  },
}

/** The ticket's own first, whatever has become of them: not to choose one takes it off. */
function offeredOn({ tags }: Ticket, has: string[], known: KnownTag[]): Choice[] {
  const others = known.filter(({ name, retired }) => !retired && !tags.includes(name)).map(({ name }) => name)
  return [...has, ...others].slice(0, MOST).map((name) => [name, name])
}

function inWords({ tags, priority }: Ticket): string {
  return `${tags.length ? `tags ${tags.join(', ')}` : 'no tags'}, priority ${priority}`
}
