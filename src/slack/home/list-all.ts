import { type Ask, queue } from '../../tickets/queue.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { actions } from '../blocks.ts'
import type { ListButton } from '../list-buttons.ts'
import { queueWords } from '../render/queue.ts'
import { showView, viewOf } from '../views.ts'

const PAGE = 40

export const listMineButton = listAll('list-mine', 'Yours', (by) => by)
export const listUnclaimedButton = listAll('list-unclaimed', 'Needs someone', () => 'nobody')

/** A window with a whole list, page by page. Its value is how many come before. */
function listAll(id: string, title: string, owner: (by: Agent) => Ask['owner']): ListButton {
  return {
    id,
    async press(deps, value, by, from) {
      const { db, workspaceId, networks, now } = deps
      const before = Number(value) || 0
      const found = await queue(db, workspaceId, { owner: owner(by), most: before + PAGE + 1 })
      const page = found.slice(before, before + PAGE)
      const turns = [
        ...(before > 0 ? [{ id, label: 'Previous Page', value: String(before - PAGE) }] : []),
        ...(found.length > before + PAGE ? [{ id, label: 'Next Page', value: String(before + PAGE) }] : []),
      ]
      const { blocks } = queueWords(`${before + 1} to ${before + page.length}`, page, networks, now())
      const modal = { id, title, blocks: [...blocks, ...(turns.length ? [actions('turn', turns)] : [])] }
      await showView(deps, viewOf(modal, { ticket: 0, at: 0 }), from)
      return undefined
    },
  }
}
