import type { Db } from '../db/connect.ts'
import { accounts, agents, customers, messages, tickets } from '../db/schema.ts'
import {
  alias,
  and,
  asc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  notExists,
  or,
  type PgColumn,
  sql,
} from '../db/sql.ts'
import type { NetworkError } from '../networks/network.ts'
import type { AccountRow, Agent, Customer, Message, Ticket } from '../tickets/ticket.ts'

export interface Queued {
  message: Message
  ticket: Ticket
  account: AccountRow
  customer: Customer
  agent: Agent | null
  /** The customer's message that it answers. */
  answered: Message | null
  /** Until when the attempt before that may have arrived may have been under way; null: none may have arrived. */
  doubtedSince: Temporal.Instant | null
  /** When it was claimed, by `performance.now()`, which goes on while a process is held up. */
  claimedAt: number
}

/** A send ends within this: its last call begins within 60 s, and lasts no longer than 15. */
const OVER_AFTER = sql`interval '75 seconds'`
/** One that has not ended after this long belonged to a process that is gone. */
const GONE_AFTER = sql`clock_timestamp() - interval '90 seconds'`
/** What a dead process or a cut connection has left on its way arrives within this, and the network shows it then, or never. */
const ARRIVED_AFTER = sql`interval '30 seconds'`
const THIS_MOMENT = sql`clock_timestamp()::timestamptz(3)`
const FIRST_PAUSE = 2
const LONGEST_PAUSE = 300

/**
 * Claims the oldest reply that may go now: not while an earlier one to the same ticket is under way, and not through a
 * paused account. `sending_at` is the database's time, since it is compared across processes; one that waits with it may
 * have arrived already.
 */
export function nextQueued(db: Db, workspaceId: string, now: Temporal.Instant): Promise<Queued | undefined> {
  const claimedAt = performance.now()
  return db.transaction(async (tx) => {
    const earlier = alias(messages, 'earlier')
    const [next] = await tx
      .select({ id: messages.id, sendingAt: messages.sendingAt })
      .from(messages)
      .innerJoin(accounts, eq(accounts.id, messages.accountId))
      .where(
        and(
          eq(messages.workspaceId, workspaceId),
          ...waiting(messages),
          isNull(messages.uncertainAt),
          or(isNull(messages.sendingAt), isNotNull(messages.retryAt)),
          isNull(accounts.pausedAt),
          or(isNull(messages.retryAt), lte(messages.retryAt, now)),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(earlier)
              .where(
                and(
                  eq(earlier.ticketId, messages.ticketId),
                  lt(earlier.id, messages.id),
                  ...waiting(earlier),
                  isNull(earlier.uncertainAt),
                ),
              ),
          ),
        ),
      )
      .orderBy(asc(messages.id))
      .limit(1)
      .for('update', { of: messages, skipLocked: true })
    if (!next) return undefined
    const [claimed] = await tx
      .update(messages)
      .set({ sendingAt: sql`clock_timestamp()`, retryAt: null, attempts: sql`${messages.attempts} + 1` })
      .where(eq(messages.id, next.id))
      .returning()
    return claimed && withTicket(tx, claimed, { doubtedSince: next.sendingAt, claimedAt })
  })
}

/**
 * Claims the replies whose process is gone, each for one process, as a send of its own; on the embedded database, whose
 * owner is alone, all that were being sent at the start.
 */
export function abandoned(db: Db, workspaceId: string, alone: boolean): Promise<Queued[]> {
  const claimedAt = performance.now()
  return db.transaction(async (tx) => {
    // Its last call may have begun long after the claim; but no later than now, where its process died a moment ago.
    const overSince = sql`least(${messages.sendingAt} + ${OVER_AFTER}, ${THIS_MOMENT})`.mapWith(messages.sendingAt)
    const left = await tx
      .select({ id: messages.id, overSince })
      .from(messages)
      .where(
        and(
          eq(messages.workspaceId, workspaceId),
          ...waiting(messages),
          isNull(messages.uncertainAt),
          isNotNull(messages.sendingAt),
          isNull(messages.retryAt),
          alone ? undefined : lt(messages.sendingAt, GONE_AFTER),
        ),
      )
      .for('update', { skipLocked: true })
    const since = new Map(left.map(({ id, overSince }) => [id, overSince]))
    const claimed = await tx
      .update(messages)
      .set({ sendingAt: sql`clock_timestamp()` })
      .where(inArray(messages.id, [...since.keys()]))
      .returning()
    const found = await Promise.all(
      claimed.map((one) => withTicket(tx, one, { doubtedSince: since.get(one.id) ?? null, claimedAt })),
    )
    return found.filter((queued) => queued !== undefined)
  })
}

/**
 * In doubt from now on, by the database's time: the call that may have been heard has broken off only now, however long ago
 * the reply was claimed.
 */
export async function inDoubtFromNow(db: Db, queued: Queued): Promise<Queued> {
  const [row] = await db
    .select({ now: THIS_MOMENT.mapWith(messages.sendingAt) })
    .from(messages)
    .where(eq(messages.id, queued.message.id))
  return { ...queued, doubtedSince: row?.now ?? queued.message.sendingAt }
}

/**
 * It goes back into the queue, after the network's own wait or a growing pause; what may have arrived keeps in `sending_at`
 * since when it is in doubt. Only by the one that was sending it: another may have taken it up meanwhile, and is sending it now.
 */
export async function tryLater(
  db: Db,
  { message, doubtedSince }: Queued,
  now: Temporal.Instant,
  why: NetworkError,
): Promise<void> {
  const seconds = why.retryAfter?.total('seconds') ?? Math.min(FIRST_PAUSE * 2 ** message.attempts, LONGEST_PAUSE)
  const retryAt = now.add({ milliseconds: Math.round(seconds * 1000) })
  await db
    .update(messages)
    .set({ sendingAt: doubtedSince, retryAt, failure: why.message })
    .where(isStillOurs(message, now))
}

/**
 * Where a reply in doubt is not at its network yet, and may be on its way still, it waits until that is over, and answers
 * true. It keeps since when it is in doubt: asking again does not prolong the wait.
 */
export async function putOff(
  db: Db,
  { message, doubtedSince }: Queued,
  now: Temporal.Instant,
  why: string,
): Promise<boolean> {
  if (!doubtedSince) return false
  // Not yet to come, whatever the clock was set to meanwhile.
  const since = sql`least(${doubtedSince.toString()}::timestamptz, clock_timestamp())`
  const left = sql`(${since} + ${ARRIVED_AFTER} - clock_timestamp())`
  const put = await db
    .update(messages)
    .set({ sendingAt: since, retryAt: sql`${now.toString()}::timestamptz + ${left}`, failure: why })
    .where(and(isStillOurs(message, now), sql`${left} > interval '0'`))
    .returning({ id: messages.id })
  return put.length > 0
}

function isStillOurs({ id, sendingAt }: Message, now: Temporal.Instant) {
  return and(eq(messages.id, id), isNull(messages.sentAt), eq(messages.sendingAt, sendingAt ?? now))
}

function waiting(table: Record<'queuedAt' | 'sentAt' | 'failedAt', PgColumn>) {
  return [isNotNull(table.queuedAt), isNull(table.sentAt), isNull(table.failedAt)]
}

async function withTicket(
  db: Db,
  message: Message,
  claim: Pick<Queued, 'doubtedSince' | 'claimedAt'>,
): Promise<Queued | undefined> {
  const answered = alias(messages, 'answered')
  const [found] = await db
    .select({ ticket: tickets, account: accounts, customer: customers, agent: agents, answered })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .innerJoin(accounts, eq(accounts.id, messages.accountId))
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .leftJoin(agents, eq(agents.id, messages.agentId))
    .leftJoin(answered, and(eq(answered.accountId, messages.accountId), eq(answered.networkId, messages.inReplyTo)))
    .where(eq(messages.id, message.id))
  return found && { message, ...claim, ...found }
}
