import { z } from 'zod'
import { type Account, NetworkError, type OutgoingReply } from '../network.ts'
import { xrpc } from './xrpc.ts'

/**
 * Links, tags and names of others in a text: Bluesky finds none of them itself. Their places are counted in bytes.
 */
export async function facets(reply: Pick<OutgoingReply, 'text' | 'customer'>, account: Account) {
  const { text } = reply
  const found = await Promise.all(
    spans(text).map(async ({ index, said }) => {
      const byteStart = Buffer.byteLength(text.slice(0, index))
      const feature = await featureOf(said, reply, account)
      return { index: { byteStart, byteEnd: byteStart + Buffer.byteLength(said) }, features: feature ? [feature] : [] }
    }),
  )
  const known = found.filter(({ features }) => features.length > 0)
  return known.length > 0 ? known : undefined
}

/** What ends a sentence or closes a bracket ends no link. */
const patterns =
  /https?:\/\/[^\s<>"]*[^\s<>".,;:!?'’)\]]|(?<=^|[\s(])@[a-zA-Z0-9][a-zA-Z0-9.-]*\.[a-zA-Z]{2,}|(?<=^|\s)#(?!\d+\b)[\p{L}\p{N}_]+/gu

function spans(text: string): { index: number; said: string }[] {
  return [...text.matchAll(patterns)].map((match) => ({ index: match.index, said: match[0] }))
}

async function featureOf(said: string, reply: Pick<OutgoingReply, 'customer'>, account: Account) {
  if (said.startsWith('#')) return { $type: 'app.bsky.richtext.facet#tag', tag: said.slice(1) }
  if (!said.startsWith('@')) return { $type: 'app.bsky.richtext.facet#link', uri: said }
  const did = await didOf(said.slice(1).toLowerCase(), reply, account)
  return did && { $type: 'app.bsky.richtext.facet#mention', did }
}

/** A name that nobody has stays a word. */
async function didOf(handle: string, { customer }: Pick<OutgoingReply, 'customer'>, account: Account) {
  if (handle === customer.handle?.toLowerCase()) return customer.id
  try {
    const answer = z.object({ did: z.string() })
    const { did } = await xrpc(account, { name: 'com.atproto.identity.resolveHandle', query: { handle }, answer })
    return did
  } catch (error) {
    if (error instanceof NetworkError && error.permanent) return undefined
    throw error
  }
}
