import { isDeepStrictEqual } from 'node:util'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { keepTrying } from '../db/keep-trying.ts'
import { accounts } from '../db/schema.ts'
import type { Seal } from '../db/seal.ts'
import { and, eq, isNull, lt, or, sql } from '../db/sql.ts'
import { type Network, NetworkError } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import { unsealed } from './accounts.ts'

export interface Refresh {
  db: Db
  workspaceId: string
  networks: ReadonlyMap<string, Network>
  seal: Seal
  /** The network refuses the account itself: a dead token, a lost permission. */
  refused: (row: AccountRow, says: string) => Promise<void>
  now: () => Temporal.Instant
  log: Logger
}

/**
 * Renews credentials before they end. An account is claimed by moving its next time ahead, so that one process at a time
 * asks: some networks give a new refresh token each time, and an old one ends with it.
 */
export async function refresh(deps: Refresh): Promise<void> {
  for (const row of await claimed(deps)) {
    const network = deps.networks.get(row.network)
    try {
      const credentials = await network?.refresh?.(unsealed(deps.seal, row), deps.now())
      if (!credentials) continue
      // The old ones may have ended with it.
      await keepTrying(() => keep(deps, row, credentials))
    } catch (error) {
      if (error instanceof NetworkError && error.account) await deps.refused(row, error.message)
      else deps.log.warn({ error, account: row.id }, 'Credentials could not be renewed; it is tried again')
    }
  }
}

/** In place of those it was renewed from, sealed anew or not: whoever connects the account meanwhile knows newer ones. */
function keep({ db, seal }: Refresh, row: AccountRow, credentials: Record<string, string>): Promise<void> {
  return db.transaction(async (tx) => {
    const [now] = await tx.select().from(accounts).where(eq(accounts.id, row.id)).for('update')
    if (!now || !isDeepStrictEqual(seal.open(now.credentials), seal.open(row.credentials))) return
    await tx
      .update(accounts)
      .set({ credentials: seal.seal(credentials) })
      .where(eq(accounts.id, row.id))
  })
}

function claimed({ db, workspaceId }: Refresh): Promise<AccountRow[]> {
  return db
    .update(accounts)
    .set({ refreshAt: sql`clock_timestamp() + interval '1 minute'` })
    .where(
      and(
        eq(accounts.workspaceId, workspaceId),
        isNull(accounts.pausedAt),
        or(isNull(accounts.refreshAt), lt(accounts.refreshAt, sql`clock_timestamp()`)),
      ),
    )
    .returning()
}
