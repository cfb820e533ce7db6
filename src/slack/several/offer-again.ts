import { onEach } from '../../tickets/on-each.ts'
import { openOf } from '../../tickets/open-of.ts'
import { release } from '../../tickets/release.ts'
import type { ListButton } from '../list-buttons.ts'
import { outcomeInWords } from '../render/outcome.ts'

/** All that an agent has goes back to everybody. */
export const offerAgainButton: ListButton = {
  id: 'offer-again',
  replaces: true,
  async press({ db, now }, _value, by) {
    const outcome = await onEach(await openOf(db, by), (ticket) => release(db, ticket, by, now()))
    return outcomeInWords(
      outcome,
      (count, one) => `${count} of yours ${one ? 'is' : 'are'} offered to everybody again.`,
    )
  },
}
