import type { KnownBlock } from '@slack/types'
import type { Db } from '../../db/connect.ts'
import { languageName } from '../../rules/language-name.ts'
import { countSavedReplies, listSavedReplies, type SavedReply } from '../../tickets/saved-reply.ts'
import { actions, button, section } from '../blocks.ts'
import type { Modal } from '../buttons/button.ts'
import type { ListButton } from '../list-buttons.ts'
import { inert, oneLine } from '../text.ts'
import { showView, viewOf } from '../views.ts'
import { onlyLeads } from './only-leads.ts'

const ON_A_PAGE = 15

/** All that are kept, a page at a time. Its value is how many come before. */
export const savedRepliesButton: ListButton = {
  id: 'saved-replies',
  async press({ db, workspaceId, client, who }, value, by, from) {
    onlyLeads(who, by)
    await showView({ client }, viewOf(await listModal(db, workspaceId, Number(value)), { ticket: 0, at: 0 }), from)
    return undefined
  },
}

export async function listModal(db: Db, workspaceId: string, after = 0): Promise<Modal> {
  const all = await countSavedReplies(db, workspaceId)
  const page = await listSavedReplies(db, workspaceId, { most: ON_A_PAGE, after })
  return {
    id: 'saved-replies',
    title: 'Saved replies',
    blocks: [
      section(
        all
          ? `${all} kept. Agents find them in the Reply window.`
          : 'None yet. Agents will find them in the Reply window.',
      ),
      actions('add', [{ id: 'edit-saved-reply', label: 'New Saved Reply', value: '', primary: true }]),
      ...page.map(line),
      ...(after > 0 ? [turn('Previous Page', Math.max(0, after - ON_A_PAGE))] : []),
      ...(after + ON_A_PAGE < all ? [turn('Next Page', after + ON_A_PAGE)] : []),
    ],
  }
}

function turn(label: string, after: number): KnownBlock {
  return actions(label, [{ id: 'saved-replies', label, value: String(after) }])
}

function line(saved: SavedReply): KnownBlock {
  const { id, title, text, language, uses } = saved
  const facts = [language ? languageName(language) : 'Any language', uses === 1 ? 'used once' : `used ${uses} times`]
  return {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `*${inert(title)}* · ${facts.join(' · ')}\n${oneLine(text, 150)}`,
      verbatim: true,
    },
    accessory: button({ id: 'edit-saved-reply', label: 'Edit', value: String(id), about: `Edit ${title}` }),
  }
}
