import { and, eq } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import type { Seal } from '../db/seal.ts'
import type { Keys, Network } from '../networks/network.ts'

export type KeysOf = (network: Network, account: string | undefined, afresh?: 'afresh') => Promise<Keys>

const REFRESH_AT_MOST_EVERY = 1000

/** By account, still sealed. */
type Credentials = Map<string, string>

/**
 * What signs a network's deliveries: keys of the environment, or the `secret` of the account in the path; without a path,
 * of all its accounts. A network's are looked up together and kept, so that no flood costs queries, whatever it names;
 * `afresh` looks again, once a second.
 */
export function keysOf(db: Db, workspaceId: string, seal: Seal, environment: Record<string, Keys>): KeysOf {
  const known = new Map<string, { credentials: Promise<Credentials>; at: number }>()
  return async (network, account, afresh) => {
    const shared = network.webhook?.keys
    if (shared) return environment[shared] ?? { secrets: [] }
    const before = known.get(network.name)
    const isOld = afresh && before && Date.now() - before.at > REFRESH_AT_MOST_EVERY
    const now = before && !isOld ? before : { credentials: credentialsOf(db, workspaceId, network), at: Date.now() }
    known.set(network.name, now)
    // What could not be looked up is looked up again by the next delivery.
    now.credentials.catch(() => known.delete(network.name))
    const credentials = await now.credentials
    const sealed = account === undefined ? [...credentials.values()] : [credentials.get(account) ?? []].flat()
    return { secrets: sealed.flatMap((one) => seal.open(one).secret ?? []) }
  }
}

async function credentialsOf(db: Db, workspaceId: string, { name }: Network): Promise<Credentials> {
  const rows = await db
    .select({ account: accounts.networkId, credentials: accounts.credentials })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.network, name)))
  return new Map(rows.map(({ account, credentials }) => [account, credentials]))
}
