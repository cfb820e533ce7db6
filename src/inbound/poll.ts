import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import { and, eq, inArray, isNull, lt, notInArray, or, sql } from '../db/sql.ts'
import { type Account, type Network, NetworkError, type Unreadable } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import { keptAsRead } from './as-read.ts'
import { CannotRead, type Intake, takeIn } from './intake.ts'
import { keepPolled } from './keep-polled.ts'

export interface Poll {
  db: Db
  workspaceId: string
  networks: ReadonlyMap<string, Network>
  unsealed: (row: AccountRow) => Account
  intakeOf: (network: Network) => Intake
  /** The network refuses the account itself: a dead token, a lost permission. */
  refused: (row: AccountRow, says: string) => Promise<void>
  /** `trouble`: it could not be asked what has come, or not all of it. */
  asked: (row: AccountRow, trouble: string | undefined) => Promise<void>
  /** Something new that a poll was told cannot be read; it is kept in `tx`. */
  cannotRead: (kept: { id: number; network: string }, why: string, tx: Db) => Promise<void>
  now: () => Temporal.Instant
  log: Logger
}

const AT_ONCE = 32

/** Begins to ask the accounts whose time it is what has come, and gives what it has begun. */
export type Polling = () => Promise<Promise<void>[]>

/**
 * Each account is asked on its own: one that hangs keeps no other from being asked again. `run` does it, or nothing any more
 * once an end has begun.
 */
export function polling(deps: Poll, run: (work: () => Promise<void>) => Promise<void>): Polling {
  const asked = new Set<AccountRow['id']>()
  const ask = async (row: AccountRow) => {
    asked.add(row.id)
    await run(() => pollOne(deps, row))
      .catch((error) => deps.log.error({ error, account: row.id }, 'A poll stumbled; the next one takes it up'))
      .finally(() => asked.delete(row.id))
  }
  return async () => (await dueAccounts(deps, [...asked])).map(ask)
}

/** The cursor moves only after everything before it was taken in; what comes twice changes nothing. */
async function pollOne(deps: Poll, row: AccountRow): Promise<void> {
  const { db, log } = deps
  const network = deps.networks.get(row.network)
  if (!network?.poll) return
  try {
    const { incoming, cursor, trouble } = await network.poll.fetch(deps.unsealed(row), row.cursor ?? undefined)
    const failed: unknown[] = []
    for (const one of incoming) {
      if (one.is === 'unreadable') await unread(deps, row, one)
      else
        await takeIn(deps.intakeOf(network), one).catch(async (error) => {
          if (!isForGood(error)) failed.push(error)
          else await unread(deps, row, { is: 'unreadable', why: error.message, polled: keptAsRead(one) }, error)
        })
    }
    if (failed.length) throw failed[0]
    await db.update(accounts).set({ cursor, polledAt: sql`clock_timestamp()` }).where(eq(accounts.id, row.id))
    await deps.asked(row, trouble)
  } catch (error) {
    if (error instanceof NetworkError && error.account) return deps.refused(row, error.message)
    if (error instanceof NetworkError && error.retryAfter) await notBefore(db, row, error.retryAfter)
    log.warn({ error, account: row.id, network: row.network }, 'An account could not be polled; it is tried again')
    await deps.asked(row, error instanceof NetworkError ? error.message : OURS)
  }
}

/** To be told it again would change nothing, and keep back what comes after it. */
function isForGood(error: unknown): error is CannotRead | NetworkError {
  return error instanceof CannotRead || (error instanceof NetworkError && error.permanent && !error.account)
}

/**
 * Kept and said once, however often it is told; in one transaction, for of what is kept already the next poll says nothing.
 * What stands in no list, such as one that is gone, is only noted.
 */
async function unread(
  { db, log, cannotRead, now }: Poll,
  row: AccountRow,
  { polled, ...one }: Unreadable,
  error?: CannotRead | NetworkError,
) {
  const id = await db.transaction(async (tx) => {
    const kept = polled && (await keepPolled(tx, row, { ...one, polled }, now()))
    if (kept) await cannotRead({ id: kept, network: row.network }, one.why, tx)
    return kept
  })
  if (id || !polled) log.error({ account: row.id, delivery: id, why: one.why, error }, 'What was polled cannot be read')
}

const OURS = 'Something broke on our side while it was read; the log says what.'

/** The network has said how long it wants to be left alone. */
async function notBefore(db: Db, { id }: AccountRow, wait: Temporal.Duration): Promise<void> {
  const until = sql`clock_timestamp() + make_interval(secs => ${wait.total('seconds')}::float8)`
  await db
    .update(accounts)
    .set({ pollAt: sql`greatest(${accounts.pollAt}, ${until})` })
    .where(eq(accounts.id, id))
}

/**
 * Claimed by moving its next time ahead: a crash loses one round, and the next one brings the same. What is still being asked
 * is let be; of two questions at once the older answer would move the cursor back.
 */
async function dueAccounts({ db, workspaceId, networks }: Poll, asked: AccountRow['id'][]): Promise<AccountRow[]> {
  const polled = [...networks.values()].flatMap(({ name, poll }) => (poll ? [{ name, every: poll.everySeconds }] : []))
  if (polled.length === 0) return []
  const due = db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.workspaceId, workspaceId),
        inArray(
          accounts.network,
          polled.map(({ name }) => name),
        ),
        isNull(accounts.pausedAt),
        or(isNull(accounts.pollAt), lt(accounts.pollAt, sql`clock_timestamp()`)),
        asked.length > 0 ? notInArray(accounts.id, asked) : undefined,
      ),
    )
    .orderBy(sql`${accounts.pollAt} nulls first`)
    .limit(AT_ONCE - asked.length)
    .for('update', { skipLocked: true })
  const every = polled.map(({ name, every }) => sql`when ${name} then ${every}::float8`)
  const seconds = sql`coalesce((${accounts.options}->>'poll')::float8, case ${accounts.network} ${sql.join(every, sql` `)} end)`
  return db
    .update(accounts)
    .set({ pollAt: sql`clock_timestamp() + make_interval(secs => ${seconds})` })
    .where(inArray(accounts.id, due))
    .returning()
}
