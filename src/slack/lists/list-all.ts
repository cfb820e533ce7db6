import { type Ask, queue } from '../../tickets/queue.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { actions, section } from '../blocks.ts'
import type { ListButton } from '../list-buttons.ts'
import type { From, Pressing } from '../pressing.ts'
import { queueWords } from '../render/queue.ts'
import { showView, viewOf } from '../views.ts'

const PAGE = 40

export const listMineButton = listAll('list-mine', 'Yours', (by) => ({ owner: by }))
export const listUnclaimedButton = listAll('list-unclaimed', 'Needs someone', () => ({ owner: 'nobody' }))
export const listOpenButton = listAll('list-open', 'Open here', (_by, channelId) => ({ channelId }))

export interface ListsAll extends ListButton {
  /** `said`: what has just been done, above the list. */
  show(deps: Pressing, value: string, by: Agent, from: From, said?: string): Promise<void>
}

/** A window with a whole list, page by page. Its value is how many come before, and the channel if it means one. */
function listAll(id: string, title: string, ask: (by: Agent, channelId?: string) => Omit<Ask, 'most'>): ListsAll {
  const show: ListsAll['show'] = async (deps, value, by, from, said) => {
    const { db, workspaceId, networks, now } = deps
    const [begin, channelId] = value.split('/')
    const before = Number(begin) || 0
    const at = (place: number) => [place, ...(channelId ? [channelId] : [])].join('/')
    const found = await queue(db, workspaceId, { ...ask(by, channelId || undefined), most: before + PAGE + 1 })
    const page = found.slice(before, before + PAGE)
    const turns = [
      ...(before > 0 ? [{ id, label: 'Previous Page', value: at(Math.max(0, before - PAGE)) }] : []),
      ...(found.length > before + PAGE ? [{ id, label: 'Next Page', value: at(before + PAGE) }] : []),
    ]
    const which = page.length ? `${before + 1} to ${before + page.length}` : 'Nothing is left here.'
    const { blocks } = queueWords(which, page, networks, now(), `${id}/${value}`)
    const above = said ? [section(said)] : []
    const modal = { id, title, blocks: [...above, ...blocks, ...turns.map((turn) => actions(turn.label, [turn]))] }
    await showView(deps, viewOf(modal, { ticket: 0, at: 0 }), from)
  }
  return {
    ...{ id, show },
    async press(deps, value, by, from) {
      await show(deps, value, by, from)
      return undefined
    },
  }
}
