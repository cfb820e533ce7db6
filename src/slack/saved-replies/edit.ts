import type { KnownBlock } from '@slack/types'
import { Refusal } from '../../tickets/refusal.ts'
import {
  addSavedReply,
  changeSavedReply,
  removeSavedReply,
  type SavedReply,
  savedReplyOf,
} from '../../tickets/saved-reply.ts'
import { actions } from '../blocks.ts'
import type { ListButton } from '../list-buttons.ts'
import { showView, viewOf } from '../views.ts'
import { listModal } from './list.ts'
import { onlyLeads } from './only-leads.ts'
import { wordingIn, wordingInputs } from './wording.ts'

/** Opens one by its number, or a new one without, in place of the list; Save goes back there. */
export const editSavedReplyButton: ListButton = {
  id: 'edit-saved-reply',
  async press({ db, workspaceId, client, who }, value, by, from) {
    onlyLeads(who, by)
    const saved = value ? await savedReplyOf(db, workspaceId, Number(value)) : undefined
    const gone = value && !saved
    const modal = gone
      ? await listModal(db, workspaceId)
      : {
          ...{ id: 'edit-saved-reply', title: saved ? 'Saved reply' : 'New saved reply', submit: 'Save' },
          blocks: [...wordingInputs(saved ?? {}), ...(saved ? [removal(saved)] : [])],
        }
    await showView(
      { client },
      viewOf(modal, { ticket: 0, at: 0, saved: saved?.id, savedAt: saved?.savedAt.toString() }),
      from,
    )
    return undefined
  },

  async submit({ db, workspaceId, who, now }, values, by, { carried }) {
    onlyLeads(who, by)
    const read = wordingIn(values)
    if ('errors' in read) return read
    if (carried.saved === undefined) await addSavedReply(db, workspaceId, read.wording, by, now())
    else {
      const opened = await savedReplyOf(db, workspaceId, Number(carried.saved))
      if (!opened) throw new Refusal('Somebody has deleted this meanwhile. Copy what you need, and close this window.')
      const savedAt = Temporal.Instant.from(String(carried.savedAt))
      await changeSavedReply(db, { ...opened, savedAt }, read.wording, by, now())
    }
    return { update: viewOf(await listModal(db, workspaceId), { ticket: 0, at: 0 }) }
  },
}

export const removeSavedReplyButton: ListButton = {
  id: 'remove-saved-reply',
  async press({ db, workspaceId, client, who }, value, by, from) {
    onlyLeads(who, by)
    await removeSavedReply(db, workspaceId, Number(value))
    await showView({ client }, viewOf(await listModal(db, workspaceId), { ticket: 0, at: 0 }), from)
    return undefined
  },
}

function removal({ id, title }: SavedReply): KnownBlock {
  return actions('remove', [
    {
      ...{ id: 'remove-saved-reply', label: 'Delete', value: String(id) },
      confirm: { title: 'Delete it?', text: `“${title}” is gone for the whole team.`, yes: 'Delete' },
    },
  ])
}
