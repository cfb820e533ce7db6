import { z } from 'zod'
import type { Account, Incoming } from '../network.ts'
import { publicNews } from '../public-news.ts'
import { NotThere } from './errors.ts'
import { type GraphCall, graph } from './graph.ts'

/** As many of the customers' latest comments are watched, and so many of them are asked for by one poll. */
const MOST = 24
const AT_ONCE = 2

const place = z.array(z.object({ id: z.string(), missed: z.literal(true).optional() }))

/**
 * Without a delivery nothing tells of a deletion, so the customers' latest comments are asked for in turn: what is missed
 * twice is gone. Once may be a stumble of Graph's, and what is taken out here does not come back.
 */
export async function stillThere(
  account: Account,
  before: unknown,
  product: Pick<GraphCall<z.ZodType>, 'label' | 'address'>,
): Promise<{ incoming: Incoming[]; cursor?: unknown }> {
  const known = place.safeParse(before).data ?? []
  if (known.length === 0) return { incoming: [] }
  const asked = known.slice(0, AT_ONCE)
  const there = await Promise.all(asked.map(({ id }) => isThere(id, account, product)))
  const missed = asked.filter((_, index) => !there[index])
  const gone = missed.filter((one) => one.missed)
  return {
    incoming: gone.map(({ id }) => ({ is: 'deletion', account: account.networkId, id })),
    // Those missed once are asked for again first, those that are there last.
    cursor: [
      ...missed.filter((one) => !one.missed).map(({ id }) => ({ id, missed: true })),
      ...known.slice(AT_ONCE),
      ...asked.filter((_, index) => there[index]).map(({ id }) => ({ id })),
    ],
  }
}

async function isThere(id: string, account: Account, product: Parameters<typeof stillThere>[2]): Promise<boolean> {
  try {
    await graph(account, { ...product, path: `/${id}`, query: { fields: 'id' }, answer: z.unknown() })
    return true
  } catch (error) {
    if (error instanceof NotThere) return false
    throw error
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
