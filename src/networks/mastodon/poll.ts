import type { Account, Network } from '../network.ts'
import { type Part, pollParts } from '../poll-parts.ts'
import { readAgain } from '../polled.ts'
import { answers } from './answers.ts'
import { mentions, notified } from './mentions.ts'
import { found, search } from './search.ts'
import { changes, watched } from './watched.ts'

/** Who called us, what we answered elsewhere, who used our words, and what was edited or deleted since. */
export const poll: Network['poll'] = {
  everySeconds: 20,
  async fetch(account, before) {
    const { cursor, ...told } = await pollParts(
      before,
      ['mentions', (place) => mentions(account, place)],
      others(account),
    )
    return { ...told, cursor: { ...cursor, watched: watched(told.incoming, cursor.watched) } }
  },
  read: (polled, { networkId }) => readAgain({ mentions: notified, search: found }, polled, networkId),
}

function others(account: Account): [string, Part][] {
  const { search: words } = account.options
  return [
    ['answers', (place) => answers(account, place)],
    ...(words ? [['search', (place) => search(account, words, place)] satisfies [string, Part]] : []),
    ['watched', (place) => changes(account, place)],
  ]
}
