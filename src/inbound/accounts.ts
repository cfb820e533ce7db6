import { and, eq } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import type { Seal } from '../db/seal.ts'
import type { Account } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'

/** Finds our account by the network's own id of it; undefined if it is not connected. */
export async function accountNamed(db: Db, seal: Seal, workspaceId: string, network: string, networkId: string) {
  const [row] = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.network, network), eq(accounts.networkId, networkId)))
  return row && { row, account: unsealed(seal, row) }
}

/** An account as its network sees it, with its credentials opened. */
export function unsealed(seal: Seal, row: AccountRow): Account {
  return {
    networkId: row.networkId,
    name: row.name,
    credentials: seal.open(row.credentials),
    options: row.options,
    ...(row.apiUrl ? { apiUrl: row.apiUrl } : {}),
  }
}
