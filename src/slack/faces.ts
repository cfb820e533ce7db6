import type { ButtonFace } from './blocks.ts'
import { assignButton } from './buttons/assign.ts'
import type { Button } from './buttons/button.ts'
import { claimButton } from './buttons/claim.ts'
import { closeButton, noReplyNeededButton } from './buttons/close.ts'
import { everythingButton } from './buttons/everything.ts'
import { buttons } from './buttons/index.ts'
import { noteButton } from './buttons/note.ts'
import { likeAndCloseButton } from './buttons/on-network.ts'
import { releaseButton } from './buttons/release.ts'
import { reopenButton } from './buttons/reopen.ts'
import { replyButton } from './buttons/reply.ts'
import { showAllButton } from './buttons/show-all.ts'
import { snoozeButton, wakeButton } from './buttons/snooze.ts'
import { tagButton } from './buttons/tag.ts'
import { whoIsThisButton } from './buttons/who-is-this.ts'
import type { CardFacts } from './card-facts.ts'
import type { Faces } from './render/card.ts'

/** What stands on a card, and what in its menu: the likely next step first, and the one primary button. */
export function cardFaces(facts: CardFacts): Faces {
  const { ticket, running } = facts
  const applying = (list: Button[]) => list.filter((button) => button.applies(facts))
  const face = ({ id, label }: Button, index: number): ButtonFace => ({
    id,
    label,
    value: String(ticket.id),
    primary: index === 0 && !ticket.closedAt,
  })
  // One press for praise, of which a morning has many; what it was about is known when it is done.
  const praise = likeAndCloseButton.applies(facts) ? likeAndCloseButton : noReplyNeededButton
  const [third, inMenu] = mayBePraise(facts) ? [praise, tagButton] : [tagButton, praise]
  const likely = running ? [replyButton, closeButton] : [closeButton, replyButton]
  const first = ticket.closedAt
    ? [reopenButton, tagButton]
    : ticket.claimedBy
      ? [...likely, tagButton]
      : [claimButton, replyButton, third]
  const menu = ticket.claimedBy
    ? [releaseButton, assignButton, noteButton, snoozeButton, wakeButton, everythingButton]
    : [inMenu, assignButton, noteButton, snoozeButton, wakeButton, everythingButton]
  return {
    first: applying([...first, ...(ticket.closedAt ? [] : [whoIsThisButton]), showAllButton]).map(face),
    more: ticket.closedAt
      ? []
      : applying(menu)
          .slice(0, 5)
          .map(({ id, label }) => ({ label, value: `${id}:${ticket.id}` })),
  }
}

/** Not what is urgent, nor a bad review: there a slip of the finger would cost too much. */
function mayBePraise({ ticket, said }: CardFacts): boolean {
  return ticket.priority !== 'urgent' && said.every(({ rating }) => rating === null || rating > 3)
}

/** Every verb that applies now. */
export function allFaces(facts: CardFacts): ButtonFace[] {
  return buttons
    .filter((button) => button.applies(facts))
    .map(({ id, label }) => ({ id, label, value: String(facts.ticket.id) }))
}
