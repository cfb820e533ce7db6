import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { PART_LEFT_OUT, type Post } from '../db/posts.ts'
import { channels, posts } from '../db/schema.ts'
import { and, eq, sql } from '../db/sql.ts'
import { drawn } from './drawn.ts'
import type { Leased } from './lease.ts'
import { tellNotShared } from './not-shared.ts'
import { holdBack, pace } from './pace.ts'
import { troubleOf } from './trouble.ts'

export interface NotDrawn {
  db: Db
  now: () => Temporal.Instant
  log: Logger
}

/** Slack has surely not taken it, so it is posted anew without looking for it. */
export class NotTaken extends Error {}

/** Nothing is wrong: it is drawn, or drawn once more, in so many seconds. */
class NotYet extends Error {
  readonly seconds: number
  constructor(why: string, seconds: number) {
    super(why)
    this.seconds = seconds
  }
}

/** The entry of a card that is still being posted waits for it. */
export class NoThreadYet extends NotYet {
  constructor() {
    super('Its card is not posted yet', 0.5)
  }
}

/** Somebody deleted its card in Slack: it waits until that stands anew. */
export class ThreadGone extends NotYet {
  readonly ts: string
  constructor(ts: string) {
    super('Its card was deleted in Slack', 0.5)
    this.ts = ts
  }
}

/** What a dead process sent, or was answered by nobody, may be on its way to Slack: it is looked for once more when that is over. */
export class MayStillCome extends NotYet {
  constructor(seconds: number) {
    super('It may still be on its way to Slack', seconds)
  }
}

/** Expired, used up or refused: the worker does it. Lost, it does so a little later, when Slack mostly has taken the older drawing. */
export class NotInPlace extends NotYet {
  readonly lost: boolean
  constructor(taken: 'refused' | 'lost') {
    super(`The response_url was ${taken}`, taken === 'lost' ? 5 : 0)
    this.lost = taken === 'lost'
  }
}

/**
 * It stands without its picture, since the upload failed or Slack, which looks through a file first, does not show it yet; or
 * without a link, which Slack did not tell.
 */
export class PartLeftOut extends NotYet {
  readonly tries: number
  constructor(post: Post) {
    const tries = triesOfPart(post)
    super(PART_LEFT_OUT, 2 ** tries)
    this.tries = tries
  }
}

const PART_TRIES = 6

/** Whether what is missing may still be waited for. */
export function mayBecomeWhole(post: Post): boolean {
  return triesOfPart(post) < PART_TRIES
}

/** What failed before it stood was something else. */
function triesOfPart({ failure, attempts }: Post): number {
  return failure === PART_LEFT_OUT ? attempts : 1
}

/** In seconds: whoever waits for a card sees it within a minute of Slack's recovery. */
const LONGEST_PAUSE = 60

/** What becomes of a leased post that could not be drawn: when it is tried again, and what is known of it until then. */
export async function notDrawn(deps: NotDrawn, { post, inDoubt }: Leased, error: unknown): Promise<void> {
  const { db, log } = deps
  const notYet =
    error instanceof NotYet ? { is: 'not yet' as const, code: error.message, seconds: error.seconds } : undefined
  const trouble = notYet ?? troubleOf(error instanceof NotTaken ? error.cause : error)
  // The rest stays in doubt: it may stand there, and we could not look, or could not write it down.
  const isNotTaken = error instanceof NotTaken || error instanceof ThreadGone
  const surelyNot = isNotTaken || (error instanceof NoThreadYet && !inDoubt) ? { sendingAt: null } : {}
  if (error instanceof ThreadGone) await postCardAnew(db, post, error.ts)
  const lost = trouble.is === 'lost' || (error instanceof NotInPlace && error.lost)
  // A first posting keeps the time of its sending, which is from when on it is looked for.
  const onItsWay = lost
    ? { sendingAt: sql`case when ${posts.ts} is null then ${posts.sendingAt} else clock_timestamp() end` }
    : {}
  const later = (seconds: number, changes: Partial<Post> = {}) =>
    db
      .update(posts)
      .set({
        ...{ leaseBy: null, leaseUntil: null, failure: trouble.code, ...onItsWay, ...surelyNot, ...changes },
        retryAt: sql`clock_timestamp() + make_interval(secs => ${seconds}::float8)`,
      })
      .where(and(eq(posts.id, post.id), eq(posts.leaseBy, post.leaseBy ?? '')))
  switch (trouble.is) {
    case 'limited':
      await holdBack(db, post.workspaceId, post.ts ? pace.updating : pace.posting(post.channelId), trouble.seconds)
      await later(0)
      return
    case 'not yet':
      await later(trouble.seconds, error instanceof PartLeftOut ? { attempts: error.tries } : {})
      return
    case 'missing':
      // Somebody deleted it in Slack: what a ticket stands on is posted anew, anything else has had its say.
      if (post.kind === 'card' || (await holdsCards(db, post))) await later(0, { ts: null, sendingAt: null })
      else await drawn(db, post)
      return
    case 'channel':
      if (post.kind === 'shared' && !post.ts) {
        await tellNotShared(db, post, deps.now())
        await drawn(db, post)
        return
      }
      log.error({ channel: post.channelId, code: trouble.code }, 'Slack does not let us post in this channel')
      await db
        .update(channels)
        .set({ lostAt: deps.now(), lostBecause: trouble.code })
        .where(eq(channels.id, post.channelId))
      // Nobody asks for long about each of the many posts of a channel that stays away: see `channelIsBack`.
      await later(Math.min(30 * 2 ** post.attempts, 600))
      return
    case 'token':
      log.error({ code: trouble.code }, 'Slack refuses our token; nothing is lost, all is drawn once it is renewed')
      await later(30)
      return
    default:
      log.warn({ post: post.id, kind: post.kind, code: trouble.code, error }, 'A post could not be drawn')
      await later(Math.min(2 ** post.attempts, LONGEST_PAUSE))
  }
}

/** Unless another has found out before, and it stands anew already. */
async function postCardAnew(db: Db, { ticketId, channelId }: Post, ts: string): Promise<void> {
  await db
    .update(posts)
    .set({ ts: null, sendingAt: null, wanted: sql`${posts.wanted} + 1` })
    .where(and(eq(posts.ticketId, ticketId ?? 0), eq(posts.channelId, channelId), eq(posts.ts, ts)))
}

/** Tickets that nobody has taken stand on a roll-up, and nowhere else. */
async function holdsCards(db: Db, { id }: Post): Promise<boolean> {
  const held = await db.select({ id: posts.id }).from(posts).where(eq(posts.rollUpId, id)).limit(1)
  return held.length > 0
}
