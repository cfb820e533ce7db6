import { claimNext, queue } from '../tickets/queue.ts'
import type { Agent } from '../tickets/ticket.ts'
import type { Answer } from './buttons/button.ts'
import { yours } from './commands/mine.ts'
import { detailsButton } from './figures/details.ts'
import { exportButton } from './figures/export.ts'
import { shareButton } from './figures/share.ts'
import { findButton } from './find/find-modal.ts'
import { findOlderButton } from './find/find-older.ts'
import { beBackButton } from './home/be-back.ts'
import { goAwayButton } from './home/go-away.ts'
import { listMineButton, listUnclaimedButton } from './home/list-all.ts'
import { practiceButton } from './home/practice.ts'
import { welcomedButton } from './home/welcomed.ts'
import { newTicketButton } from './new-ticket.ts'
import type { From, Pressing } from './pressing.ts'
import { likeAllButton } from './quiet/like-all.ts'
import { makeTicketButton } from './quiet/make-ticket.ts'
import { olderQuietButton, openQuietButton } from './quiet/open.ts'
import type { Words } from './render/drawing.ts'
import { queueWords } from './render/queue.ts'
import { editSavedReplyButton, removeSavedReplyButton } from './saved-replies/edit.ts'
import { savedRepliesButton } from './saved-replies/list.ts'
import { tryRoutingButton } from './settings/try-routing.ts'
import { assignSeveralButton } from './several/assign-several.ts'
import { closeSeveralButton } from './several/close-several.ts'
import { handOverButton } from './several/hand-over.ts'
import { keepMineButton } from './several/keep-mine.ts'
import { offerAgainButton } from './several/offer-again.ts'
import { tagSeveralButton } from './several/tag-several.ts'
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

const MOST = 20

export const listButtons: ListButton[] = [
  {
    id: 'claim-next',
    async press({ db, workspaceId, now, draw }, channelId, by) {
      const ticket = await claimNext(db, workspaceId, channelId || undefined, by, now())
      return `You have ${link(await draw.cardLink(ticket.id), `#${ticket.id}`)} now.`
    },
  },
  {
    id: 'open-mine',
    async press({ db, workspaceId, networks, now, draw }, _value, by) {
      return yours({ db, workspaceId, networks, by, cardLink: draw.cardLink, now: now() })
    },
  },
  {
    id: 'open-queue',
    async press({ db, workspaceId, networks, now, draw }, channelId) {
      const found = await queue(db, workspaceId, { channelId: channelId || undefined, most: MOST })
      if (found.length === 0) return 'No ticket is open here.'
      const shown = await Promise.all(
        found.map(async (one) => ({ ...one, permalink: await draw.cardLink(one.ticket.id) })),
      )
      return queueWords('Open here, the most pressing first', shown, networks, now())
    },
  },
  ...[keepMineButton, offerAgainButton, handOverButton],
  ...[closeSeveralButton, tagSeveralButton, assignSeveralButton],
  ...[goAwayButton, beBackButton, listMineButton, listUnclaimedButton, practiceButton, welcomedButton],
  ...[tagsButton, addTagButton, changeTagButton],
  ...[detailsButton, shareButton, exportButton],
  tryRoutingButton,
  ...[findButton, findOlderButton, newTicketButton],
  ...[openQuietButton, olderQuietButton, makeTicketButton, likeAllButton],
  ...[savedRepliesButton, editSavedReplyButton, removeSavedReplyButton],
]
