import type { KnownBlock } from '@slack/types'
import type { Db } from '../../db/connect.ts'
import { plural } from '../../stats/words.ts'
import { type KnownTag, knownTags } from '../../tickets/known-tags.ts'
import { actions, line, section } from '../blocks.ts'
import type { Modal } from '../buttons/button.ts'
import type { ListButton } from '../list-buttons.ts'
import { onlyLeads } from '../saved-replies/only-leads.ts'
import { inert } from '../text.ts'
import { showView, viewOf } from '../views.ts'

const PAGE = 30

/** All tags, page by page. Its value is how many come before. */
export const tagsButton: ListButton = {
  id: 'tags',
  async press(deps, value, by, from) {
    onlyLeads(deps.who, by, 'tend tags')
    const modal = await tagsModal(deps.db, deps.workspaceId, { before: Number(value) || 0 })
    await showView(deps, viewOf(modal, { ticket: 0, at: 0 }), from)
    return undefined
  },
}

/** `said`: what has just been done, above the list. */
export async function tagsModal(
  db: Db,
  workspaceId: string,
  { before = 0, said }: { before?: number; said?: string },
): Promise<Modal> {
  const all = await knownTags(db, workspaceId)
  const page = all.slice(before, before + PAGE)
  const turns = [
    ...(before > 0 ? [{ id: 'tags', label: 'Previous Page', value: String(before - PAGE) }] : []),
    ...(all.length > before + PAGE ? [{ id: 'tags', label: 'Next Page', value: String(before + PAGE) }] : []),
  ]
  return {
    id: 'tags',
    title: 'Tags',
    blocks: [
      section(said ?? 'Agents are offered these, the most used first.'),
      actions('add', [{ id: 'add-tag', label: 'Add a Tag', value: '', primary: true }]),
      ...page.map(lineOf),
      ...turns.map((turn) => actions(turn.label, [turn])),
    ],
  }
}

function lineOf({ name, uses, retired }: KnownTag): KnownBlock {
  const state = retired ? 'retired, offered no more' : `on ${plural(uses, 'ticket')} lately`
  const face = { id: 'change-tag', label: 'Change…', value: name, about: `Change ${name}` }
  return line(`*${inert(name)}* · ${state}`, face)
}
