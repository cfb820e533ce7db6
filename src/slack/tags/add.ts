import { offerTag } from '../../tickets/tend-tag.ts'
import { TAG_AT_MOST, tidyTags } from '../../tickets/tidy-tags.ts'
import { textInput } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import { onlyLeads } from '../saved-replies/only-leads.ts'
import { inert } from '../text.ts'
import { showView, viewOf } from '../views.ts'
import { tagsModal } from './list.ts'

/** A tag to offer before anybody has used it. */
export const addTagButton: ListButton = {
  id: 'add-tag',
  async press(deps, _value, by, from) {
    onlyLeads(deps.who, by, 'tend tags')
    const input = textInput({
      id: 'name',
      label: 'Tag',
      hint: 'Such as: late delivery',
      most: TAG_AT_MOST,
      focus: true,
    })
    const modal = { id: 'add-tag', title: 'Add a tag', submit: 'Add', blocks: [input] }
    await showView(deps, viewOf(modal, { ticket: 0, at: 0 }), from)
    return undefined
  },
  async submit({ db, workspaceId, who, now }, values, by, { carried }) {
    onlyLeads(who, by, 'tend tags')
    const [name, ...others] = tidyTags(values.text('name').split(','))
    if (!name || others.length) return { errors: { name: 'Write one tag.' } }
    await offerTag(db, workspaceId, name, now())
    const modal = await tagsModal(db, workspaceId, { said: `*${inert(name)}* is offered from now on.` })
    return { update: viewOf(modal, { ticket: 0, at: 0, home: carried.home === true }) }
  },
}
