import type { Account, OutgoingReply, Sent } from '../network.ts'
import { type Product, saidWith } from './conversations.ts'
import { isReply } from './is-reply.ts'

/** After a lost answer: looks for our text at the end of the conversation. What a private reply opens has none yet. */
export async function findMessage(
  reply: OutgoingReply,
  account: Account,
  product: Product,
): Promise<Sent | 'absent' | undefined> {
  if (reply.opensPrivate) return undefined
  const said = await saidWith(account, product, reply.conversation)
  const found = said.find((one) => one.is === 'message' && one.from === 'us' && isReply(one, reply))
  if (found && 'id' in found) return { id: found.id }
  // Among what cannot be read it may stand.
  return said.some((one) => one.is === 'unreadable') ? undefined : 'absent'
}
