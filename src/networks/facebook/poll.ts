import { conversations, privateTells } from '../meta/conversations.ts'
import { ifAllowed } from '../meta/if-allowed.ts'
import { readMember, sweep } from '../meta/sweep.ts'
import { stillThere, watched } from '../meta/watched.ts'
import type { Account, Incoming, Network } from '../network.ts'
import { type Part, pollParts } from '../poll-parts.ts'
import { reviews, reviewsTell } from './reviews.ts'
import { wall, wallTells } from './wall.ts'

const product = { label: 'Facebook', platform: 'messenger' } as const

/** For what webhooks miss, and for pages whose app has no approval yet. Repeats are known by their ids. */
export const poll: Network['poll'] = {
  everySeconds: 60,
  async fetch(account, before) {
    const { cursor, ...told } = await pollParts(
      before,
      ['feed', (place) => sweep(place, { list: 'feed', of: account.networkId }, wall(account))],
      others(account),
    )
    return { ...told, cursor: { ...cursor, watched: watched(told.incoming, cursor.watched) } }
  },
  read: (polled, account) => {
    const { list } = polled
    if (list === 'conversations' || list === 'messages')
      return readMember(polled, privateTells(account)).map(messengersFirst)
    return readMember(polled, list === 'ratings' ? reviewsTell(account) : wallTells(account))
  },
}

function others(account: Account): [string, Part][] {
  const of = account.networkId
  return [
    ['tagged', ifAllowed((place) => sweep(place, { list: 'tagged', of }, wall(account)))],
    ['ratings', ifAllowed((place) => sweep(place, { list: 'ratings', of }, reviews(account)))],
    ['messages', ifAllowed((place) => messages(account, place))],
    ['watched', (place) => stillThere(account, place, product)],
  ]
}

async function messages(account: Account, place: unknown): ReturnType<Part> {
  const { incoming, ...told } = await sweep(
    place,
    { list: 'conversations', of: account.networkId },
    conversations(account, product),
  )
  return { incoming: incoming.map(messengersFirst), ...told }
}

/** A page's messages are Facebook's only where no other account of ours has them. */
function messengersFirst(one: Incoming): Incoming {
  return one.is === 'unreadable' ? one : { ...one, networks: ['messenger', 'facebook'] }
}
