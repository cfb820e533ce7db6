import { z } from 'zod'
import { type About, type Account, type IncomingMessage, NetworkError } from '../network.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'
import { media, ownId, textOf } from './status.ts'

/** Asks where the thread of an answer begins, and what stood in the post of ours that it is about. */
export async function complete(message: IncomingMessage, account: Account): Promise<IncomingMessage> {
  if (!message.incomplete) return message
  const above = await ancestors(message.id, account)
  const read = above.flatMap((json) => payload.status.safeParse(json).data ?? [])
  const ours = read.findLast((status) => status.account.id === ownId(account.networkId))
  return {
    ...message,
    conversation: payload.named.safeParse(above[0]).data?.id ?? message.conversation,
    about: message.from === 'customer' && ours ? about(ours) : undefined,
    incomplete: undefined,
  }
}

/** Deleted meanwhile, or not for us to see: then what it answered stands for the thread. What cannot be read there keeps no answer out. */
async function ancestors(id: string, account: Account): Promise<unknown[]> {
  const answer = z.object({ ancestors: z.array(z.unknown()) })
  try {
    return (await rest(account, { path: `/api/v1/statuses/${encodeURIComponent(id)}/context`, answer })).ancestors
  } catch (error) {
    if (error instanceof NetworkError && error.permanent) return []
    throw error
  }
}

function about(status: payload.Status): About {
  const picture = media(status).find(({ type }) => type === 'image')
  return { text: textOf(status), url: status.url ?? undefined, pictureUrl: picture?.url }
}
