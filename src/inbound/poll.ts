import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import type { Account, Network } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import { type Intake, takeIn } from './intake.ts'

export interface Poll {
  db: Db
  workspaceId: string
  networks: ReadonlyMap<string, Network>
  unsealed: (row: AccountRow) => Account
  intakeOf: (network: Network) => Intake
  log: Logger
}

/**
 * Asks the networks what has come for the accounts whose time it is, one process per account. The cursor moves only after
 * everything before it was taken in; what comes twice changes nothing.
 */
export async function poll(deps: Poll): Promise<void> {
  for (const row of await dueAccounts(deps)) {
    const network = deps.networks.get(row.network)
    if (!network?.poll) continue
    try {
      const { incoming, cursor } = await network.poll.fetch(deps.unsealed(row), row.cursor ?? undefined)
      for (const one of incoming) {
        if (one.is === 'unreadable')
          deps.log.error({ account: row.id, why: one.why }, 'A polled message cannot be read')
        else await takeIn(deps.intakeOf(network), one)
      }
      await deps.db.update(accounts).set({ cursor }).where(eq(accounts.id, row.id))
    } catch (error) {
      deps.log.warn(
        { error, account: row.id, network: row.network },
        'An account could not be polled; it is tried again',
      )
    }
  }
}

/** Claimed by moving its next time ahead: a crash loses one round, and the next one brings the same. */
async function dueAccounts({ db, workspaceId, networks }: Poll): Promise<AccountRow[]> {
  const polled = [...networks.values()].filter(({ poll }) => poll)
  const due: AccountRow[] = []
  for (const { name, poll } of polled) {
    const every = poll?.everySeconds ?? 60
    const seconds = sql`coalesce((${accounts.options}->>'poll')::float8, ${every}::float8)`
    const claimed = await db
      .update(accounts)
      .set({ pollAt: sql`clock_timestamp() + make_interval(secs => ${seconds})` })
      .where(
        and(
          eq(accounts.workspaceId, workspaceId),
          eq(accounts.network, name),
          isNull(accounts.pausedAt),
          or(isNull(accounts.pollAt), lt(accounts.pollAt, sql`clock_timestamp()`)),
        ),
      )
      .returning()
    due.push(...claimed)
  }
  return due
}
