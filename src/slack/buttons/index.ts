import { assignButton } from './assign.ts'
import type { Button } from './button.ts'
import { claimButton } from './claim.ts'
import { closeButton, noReplyNeededButton, spamButton } from './close.ts'
import { continuesElsewhereButton } from './continues-elsewhere.ts'
import { itArrivedButton, sendAgainButton } from './decide.ts'
import { everythingButton } from './everything.ts'
import { moveButton } from './move.ts'
import { noteButton } from './note.ts'
import { deleteButton, hideButton, likeAndCloseButton } from './on-network.ts'
import { releaseButton } from './release.ts'
import { reopenButton } from './reopen.ts'
import { replyButton } from './reply.ts'
import { saveReplyButton } from './save-reply.ts'
import { shareCardButton } from './share-card.ts'
import { openButton, showAllButton } from './show-all.ts'
import { snooze15Button, snoozeButton, wakeButton } from './snooze.ts'
import { tagButton } from './tag.ts'
import { undoButton } from './undo.ts'
import { whoIsThisButton } from './who-is-this.ts'

/** Every verb, in the order in which "Everything Else…" shows them. */
export const buttons: Button[] = [
  ...[claimButton, replyButton, closeButton, tagButton, noteButton, assignButton, releaseButton],
  ...[snoozeButton, wakeButton, likeAndCloseButton, noReplyNeededButton, spamButton],
  ...[continuesElsewhereButton, reopenButton, shareCardButton, moveButton, hideButton, deleteButton],
  ...[itArrivedButton, sendAgainButton, saveReplyButton, whoIsThisButton, showAllButton],
]

/** Pressed elsewhere than on a card. */
export const otherButtons: Button[] = [everythingButton, openButton, snooze15Button, undoButton]
