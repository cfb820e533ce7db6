import type { ListButton } from '../list-buttons.ts'
import { showView } from '../views.ts'
import { listView } from './list-view.ts'

/** Shows what a roll-up counts, a page at a time. Its value: the roll-up, and which message is the first. */
export const openQuietButton: ListButton = {
  id: 'quiet',
  async press(deps, value, _by, from) {
    const [postId, first] = value.split('/').map(Number)
    await showView(deps, await listView(deps, postId ?? 0, first ?? 0), from)
    return undefined
  },
}

/** A message's buttons need ids of their own. */
export const olderQuietButton: ListButton = { ...openQuietButton, id: 'quiet-older' }
