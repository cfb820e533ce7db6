import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import type { Seal } from '../db/seal.ts'
import { and, eq } from '../db/sql.ts'
import type { Keys, Network } from '../networks/network.ts'

export type KeysOf = (network: Network, account: string | undefined, afresh?: 'afresh') => Promise<Keys>

const REFRESH_AT_MOST_EVERY = 1000

/** By account. Opened at once, because what they are sealed with may change; one that cannot be opened is no other's trouble. */
type Secrets = Map<string, { secret?: string; error?: unknown }>

/**
 * What signs a network's deliveries: keys of the environment, or the `secret` of the account in the path; without a path,
 * what all its accounts have in common: whoever knows the secret of one must not speak for another. A network's are looked
 * up together and kept, so that no flood costs queries, whatever it names; `afresh` looks again, once a second.
 */
export function keysOf(db: Db, workspaceId: string, seal: Seal, environment: Record<string, Keys>): KeysOf {
  const known = new Map<string, { secrets: Promise<Secrets>; at: number }>()
  return async (network, account, afresh) => {
    const shared = network.webhook?.keys
    if (shared) return environment[shared] ?? { secrets: [] }
    const before = known.get(network.name)
    const isOld = afresh && before && performance.now() - before.at > REFRESH_AT_MOST_EVERY
    const now =
      before && !isOld ? before : { secrets: secretsOf(db, workspaceId, seal, network), at: performance.now() }
    known.set(network.name, now)
    // What could not be looked up is looked up again by the next delivery.
    now.secrets.catch(() => known.delete(network.name))
    const secrets = await now.secrets
    if (account === undefined) return { secrets: onlyOne([...secrets.values()].flatMap(({ secret }) => secret ?? [])) }
    const { secret, error } = secrets.get(account) ?? {}
    if (error) throw error
    return { secrets: secret ? [secret] : [] }
  }
}

function onlyOne(secrets: string[]): string[] {
  const different = [...new Set(secrets)]
  return different.length === 1 ? different : []
}

async function secretsOf(db: Db, workspaceId: string, seal: Seal, { name }: Network): Promise<Secrets> {
  const rows = await db
    .select({ account: accounts.networkId, credentials: accounts.credentials })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.network, name)))
  return new Map(rows.map(({ account, credentials }) => [account, openedBy(seal, credentials)]))
}

function openedBy(seal: Seal, credentials: string) {
  try {
    return { secret: seal.open(credentials).secret }
  } catch (error) {
    return { error }
  }
}
