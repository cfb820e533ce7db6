import { and, eq } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import type { Seal } from '../db/seal.ts'
import type { Keys, Network } from '../networks/network.ts'

export type KeysOf = (network: Network, account: string | undefined, afresh?: 'afresh') => Promise<Keys>

const REFRESH_AT_MOST_EVERY = 1000

/**
 * What signs a network's deliveries: keys of the environment, or the `secret` of the account in the path; without a path,
 * of all its accounts. Looked up once and kept, so that a flood costs no queries; `afresh` looks again, once a second.
 */
export function keysOf(db: Db, workspaceId: string, seal: Seal, environment: Record<string, Keys>): KeysOf {
  const known = new Map<string, { keys: Keys; at: number }>()
  return async (network, account, afresh) => {
    const shared = network.webhook?.keys
    if (shared) return environment[shared] ?? { secrets: [] }
    const name = `${network.name}/${account ?? ''}`
    const before = known.get(name)
    if (before && !(afresh && Date.now() - before.at > REFRESH_AT_MOST_EVERY)) return before.keys
    const keys = { secrets: await secrets(db, workspaceId, seal, network, account) }
    if (known.size > 1000) known.clear()
    known.set(name, { keys, at: Date.now() })
    return keys
  }
}

async function secrets(db: Db, workspaceId: string, seal: Seal, network: Network, account: string | undefined) {
  const rows = await db
    .select({ credentials: accounts.credentials })
    .from(accounts)
    .where(
      and(
        eq(accounts.workspaceId, workspaceId),
        eq(accounts.network, network.name),
        account === undefined ? undefined : eq(accounts.networkId, account),
      ),
    )
  return rows.flatMap(({ credentials }) => seal.open(credentials).secret ?? [])
}
