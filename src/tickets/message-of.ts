import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { and, eq } from '../db/sql.ts'
import type { AccountRow, Message } from './ticket.ts'

/** By the network's own id, unique within an account. */
export async function messageOf(tx: Db, account: AccountRow, networkId: string): Promise<Message | undefined> {
  const [known] = await tx.select().from(messages).where(byNetworkId(account, networkId))
  return known
}

export function byNetworkId({ id }: AccountRow, networkId: string) {
  return and(eq(messages.accountId, id), eq(messages.networkId, networkId))
}
