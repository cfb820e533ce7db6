import { claimNext } from '../tickets/queue.ts'
import type { Agent } from '../tickets/ticket.ts'
import type { Answer } from './buttons/button.ts'
import { detailsButton } from './figures/details.ts'
import { exportButton } from './figures/export.ts'
import { shareButton } from './figures/share.ts'
import { findButton } from './find/find-modal.ts'
import { findOlderButton } from './find/find-older.ts'
import { beBackButton } from './home/be-back.ts'
import { goAwayButton } from './home/go-away.ts'
import { practiceButton } from './home/practice.ts'
import { welcomedButton } from './home/welcomed.ts'
import { claimListedButton } from './lists/claim-listed.ts'
import { listMineButton, listOpenButton, listUnclaimedButton } from './lists/list-all.ts'
import { openMineButton, openQueueButton, openUnclaimedButton } from './lists/open-list.ts'
import { newTicketButton } from './new-ticket.ts'
import type { From, Pressing } from './pressing.ts'
import { likeAllButton } from './quiet/like-all.ts'
import { makeTicketButton } from './quiet/make-ticket.ts'
import { olderQuietButton, openQuietButton } from './quiet/open.ts'
import type { Words } from './render/drawing.ts'
import { editSavedReplyButton, removeSavedReplyButton } from './saved-replies/edit.ts'
import { savedRepliesButton } from './saved-replies/list.ts'
import { tryRoutingButton } from './settings/try-routing.ts'
import { assignSeveralButton } from './several/assign-several.ts'
import { closeSeveralButton } from './several/close-several.ts'
import { handOverButton } from './several/hand-over.ts'
import { keepMineButton } from './several/keep-mine.ts'
import { offerAgainButton } from './several/offer-again.ts'
import { tagSeveralButton } from './several/tag-several.ts'
import { undoSeveralButton } from './several/undo-several.ts'
import { addTagButton } from './tags/add.ts'
import { changeTagButton } from './tags/change.ts'
import { tagsButton } from './tags/list.ts'
import { link } from './text.ts'
import type { Values } from './values.ts'

/** A button about no ticket in particular. Of a list, its value is the channel whose tickets it means, or empty. */
export interface ListButton {
  id: string
  /** What it says takes the place of the message that held it. */
  replaces?: true
  /** Answers what to say to the one who pressed, if anything. */
  press(deps: Pressing, value: string, by: Agent, from: From): Promise<string | Words | undefined>
  /** What its modal does. */
  submit?(deps: Pressing, values: Values, by: Agent, view: Submitted): Promise<Answer>
}

export interface Submitted {
  /** The same for every press of Submit on this modal. */
  id: string
  /** What the modal was opened with. */
  carried: Record<string, unknown>
}

export const listButtons: ListButton[] = [
  {
    id: 'claim-next',
    async press({ db, workspaceId, now, draw }, channelId, by) {
      const ticket = await claimNext(db, workspaceId, channelId || undefined, by, now())
      return `You have ${link(await draw.cardLink(ticket.id), `#${ticket.id}`)} now.`
    },
  },
  ...[openMineButton, openQueueButton, openUnclaimedButton, claimListedButton],
  ...[keepMineButton, offerAgainButton, handOverButton],
  ...[closeSeveralButton, tagSeveralButton, assignSeveralButton, undoSeveralButton],
  ...[goAwayButton, beBackButton, listMineButton, listUnclaimedButton, listOpenButton, practiceButton, welcomedButton],
  ...[tagsButton, addTagButton, changeTagButton],
  ...[detailsButton, shareButton, exportButton],
  tryRoutingButton,
  ...[findButton, findOlderButton, newTicketButton],
  ...[openQuietButton, olderQuietButton, makeTicketButton, likeAllButton],
  ...[savedRepliesButton, editSavedReplyButton, removeSavedReplyButton],
]
