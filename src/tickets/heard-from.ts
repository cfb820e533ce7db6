import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import type { AccountRow } from './ticket.ts'

const EXACT_TO = 10_000

/**
 * The account has brought a message, to ten seconds. Last of all in a transaction, and seldom: who holds this row keeps the
 * account's other messages waiting.
 */
export async function heardFrom(tx: Db, account: AccountRow, now: Temporal.Instant): Promise<void> {
  const since = account.lastMessageAt && now.since(account.lastMessageAt).total('milliseconds')
  if (since !== null && since >= 0 && since < EXACT_TO) return
  await tx.update(accounts).set({ lastMessageAt: now }).where(eq(accounts.id, account.id))
}
