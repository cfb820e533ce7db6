import type { Account, Network } from '../network.ts'
import { type Part, pollParts } from '../poll-parts.ts'
import { readAgain } from '../polled.ts'
import { answers } from './answers.ts'
import { chat, entry } from './chat.ts'
import { mentions, notified } from './mentions.ts'
import { found, search } from './search.ts'
import { stillThere, watched } from './watched.ts'

/** Who called us; what was written in the chat; what we answered elsewhere; who used our words; and what has gone. */
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
  read: (polled, { networkId }) => readAgain({ mentions: notified, chat: entry, search: found }, polled, networkId),
}

function others(account: Account): [string, Part][] {
  const parts: [string, Part | undefined][] = [
    ['chat', account.options.chat === 'off' ? undefined : (place) => chat(account, place)],
    ['answers', (place) => answers(account, place)],
    ['search', account.options.search ? (place) => search(account, account.options.search ?? '', place) : undefined],
    ['watched', (place) => stillThere(account, place)],
  ]
  return parts.flatMap(([name, part]) => (part ? [[name, part]] : []))
}
