import type { Account, Network } from '../network.ts'
import { type Part, pollParts } from '../poll-parts.ts'
import { directMessages } from './direct-messages.ts'
import { answers, mentions, search } from './lists.ts'

/** Who called us, who wrote to us, what we answered elsewhere, and who used our words. X allows 15 questions for messages in a quarter of an hour. */
export const poll: Network['poll'] = {
  everySeconds: 90,
  fetch: (account, before) => pollParts(before, ['mentions', (place) => mentions(account, place)], others(account)),
}

function others(account: Account): [string, Part][] {
  const { messages, search: words } = account.options
  const parts: [string, Part | undefined][] = [
    ['messages', messages === 'off' ? undefined : (place) => directMessages(account, place)],
    ['answers', (place) => answers(account, place)],
    ['search', words ? (place) => search(account, words, place) : undefined],
  ]
  return parts.flatMap(([name, part]) => (part ? [[name, part]] : []))
}
