import { NetworkError } from '../../networks/network.ts'
import { plural } from '../../stats/words.ts'
import { likeOnce, unliked } from '../../tickets/like.ts'
import type { ListButton } from '../list-buttons.ts'
import { inert } from '../text.ts'
import { canLike } from './can-like.ts'

/** Likes what a roll-up counts, one after the other, each once whoever presses. What the network refuses ends it for now. */
export const likeAllButton: ListButton = {
  id: 'like-all',
  async press(deps, value, by) {
    const postId = Number(value)
    const { db, workspaceId, networks, now } = deps
    let liked = 0
    for (const { message, account, customer } of await unliked(db, workspaceId, postId)) {
      if (!canLike(networks, account)) continue
      const send = async () => {
        const ref = { id: message.networkId ?? '', conversation: message.conversation ?? '' }
        const customerRef = { id: customer.networkId }
        await networks.get(account.network)?.like?.({ ...ref, customer: customerRef }, deps.accountOf(account))
      }
      try {
        if (await likeOnce(db, message, by, now(), send)) liked += 1
      } catch (error) {
        if (error instanceof NetworkError) return `${done(liked)} Then it ended: ${inert(error.message)}`
        throw error
      }
    }
    return liked ? done(liked) : 'All of them are liked already.'
  },
}

function done(liked: number): string {
  return liked === 0 ? 'None is liked.' : `${plural(liked, 'message is', 'messages are')} liked.`
}
