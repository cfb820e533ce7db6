import { plural } from '../../stats/words.ts'
import type { AccountRow } from '../../tickets/ticket.ts'
import { actions, section } from '../blocks.ts'
import { called } from '../called.ts'
import type { Networks } from '../card-facts.ts'
import { canLike } from '../quiet/can-like.ts'
import { inert } from '../text.ts'
import type { Drawing } from './drawing.ts'

interface Count {
  account: AccountRow
  n: number
  liked: number
}

/** "23 comments without a question on @lumen_de": what came in an hour and asks nothing, on one line. */
export function quiet(counts: Count[], postId: number, networks: Networks): Drawing {
  if (counts.length === 0) return { gone: true }
  const text = counts.map((count) => inWords(count, networks)).join(' · ')
  const likeable = counts.some(({ account, n, liked }) => liked < n && canLike(networks, account))
  return {
    text,
    blocks: [
      section(text),
      actions('quiet', [
        { id: 'quiet', label: 'Open', value: `${postId}/0` },
        ...(likeable ? [{ id: 'like-all', label: 'Like All', value: String(postId) }] : []),
      ]),
    ],
  }
}

function inWords({ account, n, liked }: Count, networks: Networks): string {
  const network = networks.get(account.network)
  const names = network ? called(network, account) : { account: account.name }
  const all = liked === n ? ', liked' : ''
  const some = liked > 0 && liked < n ? `, ${liked} liked` : ''
  return `${plural(n, network?.nouns.public ?? 'message')} without a question on ${inert(names.account)}${all}${some}`
}
