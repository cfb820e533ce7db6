import { randomUUID } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { type Post, PRIORITY } from '../db/posts.ts'
import { posts, tickets } from '../db/schema.ts'
import { alias, and, desc, eq, inArray, isNotNull, isNull, lt, notInArray, or, sql } from '../db/sql.ts'
import { pace, takeTurn } from './pace.ts'

/** In seconds. A drawing ends within 10; a lease older than this belonged to a process that is gone. */
const LEASE = 30
/** In seconds: what Slack has not taken so long after it was sent, it does not take any more. */
const ON_ITS_WAY = 30
/** More new cards than this waiting in a channel stand together on a roll-up, so many on one. */
const TOO_MANY = 10
const ON_A_ROLL_UP = 20

export interface Leased {
  post: Post
  /** It was being posted when its process ended or its answer was lost: it may stand there already. */
  inDoubt: boolean
}

/**
 * For how many seconds after it was leased Slack may still take what was sent before and not answered; nothing or less: it has it, or never
 * gets it. By the database's clock, which set both times.
 */
export function mayComeFor({ sendingAt, leaseUntil }: Post): number {
  if (!sendingAt || !leaseUntil) return 0
  return leaseUntil
    .subtract({ seconds: LEASE })
    .until(sendingAt.add({ seconds: ON_ITS_WAY }))
    .total('seconds')
}

/** Kinds of posts that stand under a card. */
export const IN_THREADS = ['entry', 'reminder']

const isFree = or(isNull(posts.leaseUntil), lt(posts.leaseUntil, sql`clock_timestamp()`))
const mayRetry = or(isNull(posts.retryAt), lt(posts.retryAt, sql`clock_timestamp()`))

/** One certain post, if it stands there in Slack and nobody is drawing it: for a press that draws its own card. */
export async function leaseStanding(db: Db, id: number, ts: string): Promise<Leased | undefined> {
  const free = db
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.id, id), eq(posts.ts, ts), isFree))
    .for('update', { skipLocked: true })
  const [post] = await db.update(posts).set(leased()).where(inArray(posts.id, free)).returning()
  return post && { post, inDoubt: false }
}

/**
 * What to draw next, chosen at the moment a slot is free: the most urgent post that is behind, whose channel or method may
 * be called now. When too many new cards wait in its channel, they become one roll-up, and that is what is drawn.
 */
export function leaseNext(db: Db, workspaceId: string, now: Temporal.Instant): Promise<Leased | undefined> {
  return db.transaction(async (tx) => {
    const [next] = await tx
      .select({ post: posts })
      .from(posts)
      .where(
        and(
          eq(posts.workspaceId, workspaceId),
          sql`${posts.wanted} > ${posts.shown}`,
          isNull(posts.rollUpId),
          isFree,
          mayRetry,
          hasItsThread(tx),
          sql`not exists (select 1 from paces where paces.workspace_id = ${posts.workspaceId} and paces.free_at > clock_timestamp()
            + case when ${posts.ts} is null then interval '0' else make_interval(secs => ${pace.updating.burst * pace.updating.every}::float8) end
            and paces.name = case when ${posts.ts} is null then 'post ' || ${posts.channelId} else ${pace.updating.name} end)`,
        ),
      )
      .orderBy(posts.priority, posts.id)
      .limit(1)
      .for('update', { skipLocked: true })
    if (!next) return undefined
    const { post } = next
    const chosen = isNewCard(post) ? await rolledUp(tx, post, now) : post
    const turn = chosen.ts ? pace.updating : pace.posting(chosen.channelId)
    return (await takeTurn(tx, workspaceId, turn)) ? take(tx, chosen) : undefined
  })
}

/** What stands in a thread costs no turn while its newest card is not there; but one in doubt may stand in an earlier card's. */
function hasItsThread(tx: Db) {
  const card = alias(posts, 'card')
  const newest = tx
    .select({ ts: card.ts })
    .from(card)
    .where(and(eq(card.ticketId, posts.ticketId), eq(card.kind, 'card'), eq(card.channelId, posts.channelId)))
    .orderBy(desc(card.id))
    .limit(1)
  return or(notInArray(posts.kind, IN_THREADS), isNotNull(posts.ts), isNotNull(posts.sendingAt), isNotNull(newest))
}

async function take(tx: Db, post: Post): Promise<Leased> {
  const inDoubt = post.ts === null && post.sendingAt !== null
  const [taken] = await tx
    .update(posts)
    .set({ ...leased(), ...(post.ts || inDoubt ? {} : { sendingAt: sql`clock_timestamp()` }) })
    .where(eq(posts.id, post.id))
    .returning()
  if (!taken) throw new Error(`Post ${post.id} is gone`)
  return { post: taken, inDoubt }
}

function leased() {
  const leaseUntil = sql`clock_timestamp() + make_interval(secs => ${LEASE}::float8)`
  return { leaseBy: randomUUID(), leaseUntil, attempts: sql`${posts.attempts} + 1` }
}

function isNewCard(post: Post): boolean {
  return post.kind === 'card' && post.ts === null && post.sendingAt === null
}

/** Urgent ones first, filled up with those that have waited longest. What somebody takes, now or before, gets a card of its own. */
async function rolledUp(tx: Db, first: Post, now: Temporal.Instant): Promise<Post> {
  const waiting = await tx
    .select({ id: posts.id, ticketId: posts.ticketId })
    .from(posts)
    .innerJoin(tickets, and(eq(tickets.id, posts.ticketId), isNull(tickets.claimedBy)))
    .where(
      and(
        eq(posts.workspaceId, first.workspaceId),
        eq(posts.channelId, first.channelId),
        eq(posts.kind, 'card'),
        sql`${posts.wanted} > ${posts.shown}`,
        isNull(posts.ts),
        isNull(posts.sendingAt),
        isNull(posts.rollUpId),
        isFree,
      ),
    )
    .orderBy(posts.priority, posts.id)
    .limit(ON_A_ROLL_UP)
    .for('no key update', { of: [posts, tickets], skipLocked: true })
  if (waiting.length <= TOO_MANY || !waiting.some(({ id }) => id === first.id)) return first
  const [made] = await tx
    .insert(posts)
    .values({
      ...{ workspaceId: first.workspaceId, channelId: first.channelId, kind: 'roll-up' },
      // Not named after a card: one that was claimed and released in time stands on a second roll-up.
      ...{ subject: randomUUID(), priority: PRIORITY.card, createdAt: now },
      data: { tickets: waiting.map(({ ticketId }) => ticketId) },
    })
    .returning()
  if (!made) throw new Error('An insert gave no row')
  const ids = waiting.map(({ id }) => id)
  await tx.update(posts).set({ rollUpId: made.id }).where(inArray(posts.id, ids))
  // It has no thread of theirs: its lines say what was to be said there, and was asked for while Slack would not take the card.
  const theirs = inArray(
    posts.ticketId,
    waiting.flatMap(({ ticketId }) => ticketId ?? []),
  )
  // Who holds one of them may wait for a card that is ours by now: it stays behind, and still has no thread.
  const said = tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(theirs, inArray(posts.kind, IN_THREADS), isNull(posts.ts), isNull(posts.sendingAt)))
    .for('update', { skipLocked: true })
  await tx
    .update(posts)
    .set({ shown: sql`${posts.wanted}` })
    .where(inArray(posts.id, said))
  return made
}
