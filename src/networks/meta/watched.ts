import { z } from 'zod'
import { type Account, type Incoming, NetworkError } from '../network.ts'
import type { Part } from '../poll-parts.ts'
import { publicNews } from '../public-news.ts'
import { NotThere } from './errors.ts'
import { type GraphCall, graph } from './graph.ts'

/** As many of the customers' latest comments are watched, and so many of them are asked for by one poll. */
const MOST = 24
const AT_ONCE = 2

const one = z.object({ id: z.string(), missed: z.literal(true).optional() })
const place = z.array(one)

type Watched = z.infer<typeof one>

/**
 * Without a delivery nothing tells of a deletion, so the customers' latest comments are asked for in turn: what is missed
 * twice is gone. Once may be a stumble of Graph's, and what is taken out here does not come back. One of which Graph says
 * nothing keeps no other from being asked for; `trouble` where it said nothing of any.
 */
export async function stillThere(
  account: Account,
  before: unknown,
  product: Pick<GraphCall<z.ZodType>, 'label' | 'address'>,
): ReturnType<Part> {
  const known = place.safeParse(before).data ?? []
  if (known.length === 0) return { incoming: [] }
  const asked = known.slice(0, AT_ONCE)
  const looked = await Promise.all(asked.map((one) => look(one, account, product)))
  const missed = looked.filter(({ is }) => is === 'missing')
  const gone = missed.filter((one) => one.missed)
  const unknown = looked.filter(({ is }) => is === 'unknown')
  return {
    incoming: gone.map(({ id }) => ({ is: 'deletion', account: account.networkId, id })),
    // Those missed once are asked for again first, those that are there, or of which nothing was said, last.
    cursor: [
      ...missed.filter((one) => !one.missed).map(({ id }) => ({ id, missed: true })),
      ...known.slice(AT_ONCE),
      ...looked.filter(({ is }) => is === 'there').map(({ id }) => ({ id })),
      ...unknown.map(({ id, missed }) => ({ id, missed })),
    ],
    trouble: unknown.length === asked.length ? unknown[0]?.trouble : undefined,
  }
}

interface Looked extends Watched {
  is: 'there' | 'missing' | 'unknown'
  trouble?: string
}

/** Unknown: Graph stumbles over this one. What the account itself is refused is thrown. */
async function look(one: Watched, account: Account, product: Parameters<typeof stillThere>[2]): Promise<Looked> {
  try {
    await graph(account, { ...product, path: `/${one.id}`, query: { fields: 'id' }, answer: z.unknown() })
    return { ...one, is: 'there' }
  } catch (error) {
    if (error instanceof NotThere) return { ...one, is: 'missing' }
    if (!(error instanceof NetworkError) || error.account || error.retryAfter) throw error
    return { ...one, is: 'unknown', trouble: error.message }
  }
}

/** Those just come are asked for first; of those watched before, as many as there is room for. */
export function watched(incoming: Incoming[], before: unknown): z.infer<typeof place> {
  const known = place.safeParse(before).data ?? []
  const news = publicNews(
    incoming,
    known.map(({ id }) => id),
  )
  return [...news.map((id) => ({ id })), ...known].slice(0, MOST)
}
