import type { ListButton } from '../list-buttons.ts'
import { showView } from '../views.ts'
import { foundModal } from './find-modal.ts'
import { foundWords } from './found-words.ts'
import { lookUp, readPage } from './look-up.ts'

/** The next page: below the first one, or in a modal in its place. */
export const findOlderButton: ListButton = {
  id: 'find-older',
  async press(deps, value, _by, from) {
    const { words, before } = readPage(value)
    const looked = await lookUp({ ...deps, cardLink: deps.draw.cardLink }, words, before)
    if (!from.view) return foundWords(looked, deps.networks, deps.now())
    await showView(deps, foundModal(looked, deps.networks, deps.now()), from)
    return undefined
  },
}
