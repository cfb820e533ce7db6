import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { deliveries } from '../db/schema.ts'
import { and, asc, eq, inArray, isNull, lt, or, sql } from '../db/sql.ts'
import { NetworkError } from '../networks/network.ts'
import { InFlight } from '../tickets/hear-own.ts'
import { CannotRead } from './intake.ts'
import type { Patience } from './patiently.ts'

export type DeliveryRow = typeof deliveries.$inferSelect

const AT_ONCE = 20
const LEASE = sql`clock_timestamp() + interval '60 seconds'`
/** About a day, with the pauses below. */
const TRIES = 30

/**
 * Takes in the deliveries that wait, oldest first, each by one process at a time. Answers how many it took: call again
 * while there are more. `take` says what is done with one; it may be done twice, after a crash. One whose network does not answer
 * keeps no other waiting.
 */
export async function takeDeliveries(
  db: Db,
  workspaceId: string,
  take: (delivery: DeliveryRow) => Promise<void>,
  cannotRead: (delivery: DeliveryRow, why: string) => Promise<void>,
  patience: Patience,
  log: Logger,
): Promise<number> {
  const leased = await lease(db, workspaceId)
  const takeOne = async (delivery: DeliveryRow) => {
    try {
      await take(delivery)
      await db
        .update(deliveries)
        .set({ takenAt: sql`clock_timestamp()`, leaseUntil: null, failure: null })
        .where(eq(deliveries.id, delivery.id))
    } catch (error) {
      await postpone(db, delivery, error, cannotRead, log)
    }
  }
  for (const delivery of leased) await patience.with(takeOne(delivery))
  return leased.length
}

function lease(db: Db, workspaceId: string): Promise<DeliveryRow[]> {
  return db.transaction(async (tx) => {
    const free = await tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.workspaceId, workspaceId),
          isNull(deliveries.takenAt),
          isNull(deliveries.failedAt),
          or(isNull(deliveries.leaseUntil), lt(deliveries.leaseUntil, sql`clock_timestamp()`)),
          or(isNull(deliveries.retryAt), lt(deliveries.retryAt, sql`clock_timestamp()`)),
        ),
      )
      .orderBy(asc(deliveries.id))
      .limit(AT_ONCE)
      .for('update', { skipLocked: true })
    if (free.length === 0) return []
    const leased = await tx
      .update(deliveries)
      .set({ leaseUntil: LEASE, attempts: sql`${deliveries.attempts} + 1` })
      .where(
        inArray(
          deliveries.id,
          free.map(({ id }) => id),
        ),
      )
      .returning()
    return leased.sort((a, b) => a.id - b.id)
  })
}

async function postpone(
  db: Db,
  delivery: DeliveryRow,
  error: unknown,
  cannotRead: (delivery: DeliveryRow, why: string) => Promise<void>,
  log: Logger,
): Promise<void> {
  const isSaid = error instanceof CannotRead || error instanceof NetworkError || error instanceof InFlight
  // What a bug or the database says is for the log, not for people.
  const why = isSaid ? error.message : 'Something went wrong while it was taken in.'
  const again =
    (error instanceof NetworkError && !error.permanent) ||
    !(error instanceof CannotRead || error instanceof NetworkError)
  // Until somebody connects the account again, which brings these forward, however long that takes.
  const waits = error instanceof NetworkError && error.account
  // However long a reply is on its way, which always ends; to have waited for it is no try.
  const isInFlight = error instanceof InFlight
  if (waits || isInFlight || (again && delivery.attempts < TRIES)) {
    if (!isInFlight) log.warn({ delivery: delivery.id, error }, 'A delivery is tried again later')
    const seconds = isInFlight ? 2 : Math.min(2 ** delivery.attempts, 3600)
    await db
      .update(deliveries)
      .set({
        ...{ leaseUntil: null, retryAt: sql`clock_timestamp() + make_interval(secs => ${seconds})`, failure: why },
        ...(isInFlight ? { attempts: sql`${deliveries.attempts} - 1` } : {}),
      })
      .where(eq(deliveries.id, delivery.id))
    return
  }
  log.error({ delivery: delivery.id, network: delivery.network, why, error }, 'A delivery cannot be read; it is kept')
  // First, for nobody takes up what has failed; told twice, it is said once.
  await cannotRead(delivery, why)
  await db
    .update(deliveries)
    .set({ leaseUntil: null, failedAt: sql`clock_timestamp()`, failure: why })
    .where(eq(deliveries.id, delivery.id))
}
