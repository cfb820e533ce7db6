import type { Db } from '../db/connect.ts'
import { accounts, openings } from '../db/schema.ts'
import type { Seal } from '../db/seal.ts'
import { and, eq } from '../db/sql.ts'
import { calledFor } from '../networks/called-for.ts'
import type { Account, Network } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'

export interface Accounts {
  db: Db
  seal: Seal
  workspaceId: string
  networks: ReadonlyMap<string, Network>
}

/** An account of ours, with the network that speaks for it. */
export interface Ours {
  row: AccountRow
  account: Account
  network: Network
  /** Where what is for it may have been delivered. */
  calledFor: string[]
}

/**
 * Finds our account by the network's own id of it; undefined if it is not connected. Where one callback serves several
 * networks, the first connected one has it, unless a reply of another has opened this very conversation.
 */
export async function accountNamed(
  { db, seal, workspaceId, networks }: Accounts,
  names: string[],
  networkId: string,
  conversation: string | undefined,
): Promise<Ours | undefined> {
  const connected: Ours[] = []
  for (const name of names) {
    const network = networks.get(name)
    const [row] = await db
      .select()
      .from(accounts)
      .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.network, name), eq(accounts.networkId, networkId)))
    if (row && network)
      connected.push({ row, network, account: unsealed(seal, row), calledFor: calledFor(networks, name) })
  }
  if (connected.length > 1 && conversation !== undefined)
    for (const ours of connected) if (await hasOpened(db, ours.row, conversation)) return ours
  return connected[0]
}

async function hasOpened(db: Db, { id }: AccountRow, conversation: string): Promise<boolean> {
  const found = await db
    .select()
    .from(openings)
    .where(and(eq(openings.accountId, id), eq(openings.conversation, conversation)))
    .limit(1)
  return found.length > 0
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
