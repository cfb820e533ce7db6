import { foundAmong } from '../found-among.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { sameWords } from '../same-words.ts'
import { type Product, SAID_AT_ONCE, saidWith } from './conversations.ts'

/** After a lost answer: looks for our text at the end of the conversation. What a private reply opens has none yet. */
export async function findMessage(
  reply: OutgoingReply,
  account: Account,
  product: Product,
): Promise<Sent | 'absent' | undefined> {
  if (reply.opensPrivate) return undefined
  const said = (await saidWith(account, product, reply.conversation)).map((one) =>
    one.is === 'message' ? { ...one, isSame: one.from === 'us' && sameWords(one.text, reply.text) } : undefined,
  )
  const found = foundAmong(said, SAID_AT_ONCE, reply)
  return found && found !== 'absent' ? { id: found.id } : found
}
