import { z } from 'zod'
import type { Account, Network } from '../network.ts'
import { type Part, pollParts } from '../poll-parts.ts'
import { unknownList } from '../polled.ts'
import { fetched } from './direct-message.ts'
import { directMessages } from './direct-messages.ts'
import { answers, listed, mentions, search } from './lists.ts'
import * as payload from './payload.ts'

/** Who called us, who wrote to us, what we answered elsewhere, and who used our words. X allows 15 questions for messages in a quarter of an hour. */
export const poll: Network['poll'] = {
  everySeconds: 90,
  fetch: (account, before) => pollParts(before, ['mentions', (place) => mentions(account, place)], others(account)),
  read: ({ list, context, json }, { networkId }) => {
    const includes = payload.includes.parse(context)
    if (list === 'messages') return fetched(json, includes, networkId)
    const name = z.enum(['mentions', 'answers', 'search']).safeParse(list).data
    return name ? listed(name, json, includes, networkId) : unknownList(list)
  },
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
