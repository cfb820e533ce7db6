import type { ModalView } from '@slack/types'
import type { Networks } from '../card-facts.ts'
import { textInput } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import { showView, viewOf } from '../views.ts'
import { foundWords } from './found-words.ts'
import { type Looked, lookUp, MOST } from './look-up.ts'

const FIND = 'find'

/** Looks for what was typed, and stands there to be asked again. */
export const findButton: ListButton = {
  id: FIND,
  async press(deps, _value, _by, from) {
    await showView(deps, findModal(), from)
    return undefined
  },
  async submit(deps, values) {
    const words = values.text('words').trim()
    if (!words) return { errors: { words: 'Write what you are looking for.' } }
    const looked = await lookUp({ ...deps, cardLink: deps.draw.cardLink }, words)
    return { update: foundModal(looked, deps.networks, deps.now()) }
  },
}

export function findModal(): ModalView {
  return viewOf({ id: FIND, title: 'Find a ticket', submit: 'Find', blocks: [field('')] }, { ticket: 0, at: 0 })
}

export function foundModal(looked: Looked, networks: Networks, now: Temporal.Instant): ModalView {
  const blocks = [field(looked.words), ...foundWords(looked, networks, now).blocks]
  return viewOf({ id: FIND, title: 'Find a ticket', submit: 'Find Again', blocks }, { ticket: 0, at: 0 })
}

function field(initial: string) {
  return textInput({
    ...{ id: 'words', label: 'Words, a number or a handle', initial, most: MOST, focus: true },
    hint: 'In what was said, in names, and in ticket numbers.',
  })
}
