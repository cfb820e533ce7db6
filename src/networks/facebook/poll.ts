import { saidSince } from '../meta/conversations.ts'
import { askSince, cursorAt, isSince } from '../meta/since.ts'
import { type Incoming, type Network, NetworkError } from '../network.ts'
import { reviews } from './reviews.ts'
import { posts } from './wall.ts'

const product = { label: 'Facebook', platform: 'messenger' } as const

/** For what webhooks miss, and for pages whose app has no approval yet. Repeats are known by their ids. */
export const poll: Network['poll'] = {
  everySeconds: 60,
  async fetch(account, cursor) {
    const now = Temporal.Now.instant()
    const since = askSince(cursor, now)
    const messages = async () =>
      (await saidSince(account, product, since)).map((one) => ({ ...one, networks: ['messenger', 'facebook'] }))
    const read = [
      await posts('feed', account),
      await ifAllowed(() => posts('tagged', account)),
      await ifAllowed(() => reviews(account)),
      await ifAllowed(messages),
    ]
    return { incoming: read.flat().filter(({ at }) => isSince(at, since)), cursor: cursorAt(now) }
  },
}

/** Each wants a permission of its own; a page that lacks one is still heard where it may be. */
async function ifAllowed<T extends Incoming>(read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof NetworkError && (error.account || error.permanent)) return []
    throw error
  }
}
