import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { ONCE_MORE, PART_LEFT_OUT, type Post } from '../db/posts.ts'
import { channels, posts } from '../db/schema.ts'
import { and, desc, eq, isNotNull, sql } from '../db/sql.ts'
import { showLinks } from '../tickets/show-card.ts'
import { findPosted } from './find-posted.ts'
import { type Leased, mayComeFor } from './lease.ts'
import { tellNotShared } from './not-shared.ts'
import { orPlainly } from './or-plainly.ts'
import { holdBack, pace } from './pace.ts'
import type { Words } from './render/drawing.ts'
import { type Render, render } from './render.ts'
import type { Taken } from './respond.ts'
import { troubleOf } from './trouble.ts'

export interface Draw extends Render {
  db: Db
  client: WebClient
  now: () => Temporal.Instant
  log: Logger
}

/** How a press changes its own message, which costs no `chat.update`. */
export type InPlace = (words: Words) => Promise<Taken>

/**
 * Brings one leased post up to what its rows say now: posts it, updates it, or takes it away, and writes down what is
 * shown. Lost or repeated it is harmless, but for a first posting: that is looked for before it is done again.
 */
export async function draw(deps: Draw, leased: Leased, inPlace?: InPlace): Promise<void> {
  const { post, inDoubt } = leased
  try {
    const drawing = await render(deps, post, deps.now())
    if ('gone' in drawing) await takeAway(deps, post, inDoubt)
    else {
      const { unfinished, ...words } = drawing
      const whole = post.ts ? await change(deps, post, words, inPlace) : await postOnce(deps, post, words, inDoubt)
      if ((unfinished || !whole) && triesOfPart(post) < PART_TRIES) throw new PartLeftOut(PART_LEFT_OUT)
    }
    await drawn(deps.db, post)
    if (post.failure || !post.ts) await channelIsBack(deps.db, post)
  } catch (error) {
    await afterwards(deps, leased, error)
  }
}

async function postOnce(deps: Draw, post: Post, words: Words, inDoubt: boolean): Promise<boolean> {
  const found = inDoubt ? await standing(deps, post) : undefined
  const { ts, whole } = found ? { ts: found, whole: true } : await sendOnce(deps, post, words, inDoubt)
  await stands(deps.db, post, ts)
  // It stands as it was when it was sent, and more may have happened since.
  return found ? change(deps, { ...post, ts: found }, words, undefined) : whole
}

function stands(db: Db, post: Post, ts: string): Promise<void> {
  return db.transaction(async (tx) => {
    await tx
      .update(posts)
      .set({ ts, sendingAt: null })
      .where(and(eq(posts.id, post.id), eq(posts.leaseBy, post.leaseBy ?? '')))
    if (post.kind === 'card') await showLinks(tx, post)
  })
}

async function sendOnce(deps: Draw, post: Post, words: Words, again: boolean) {
  const thread = isInThread(post) ? await threadOf(deps.db, post) : undefined
  if (again) await sentAgain(deps.db, post)
  const message = (words: Words) => ({
    channel: post.channelId,
    ...(thread ? { thread_ts: thread } : {}),
    ...words,
    unfurl_links: false,
    unfurl_media: false,
    // Ids only: anybody in the workspace can read it. By it a post in doubt is found again.
    metadata: { event_type: 'roost_post', event_payload: { post: post.id } },
  })
  const send = (words: Words) => deps.client.chat.postMessage(message(words))
  const { taken, whole } = await orPlainly(deps.log, post, words, send).catch((error) => {
    throw troubleOf(error).is === 'lost' ? error : new NotTaken('Slack has not taken it', { cause: error })
  })
  if (!taken.ts) throw new Error('Slack took a message and gave no ts')
  return { ts: taken.ts, whole }
}

/** From now on it is this sending that may be on its way; the one before never came. */
async function sentAgain(db: Db, post: Post): Promise<void> {
  await db
    .update(posts)
    .set({ sendingAt: sql`clock_timestamp()` })
    .where(and(eq(posts.id, post.id), eq(posts.leaseBy, post.leaseBy ?? '')))
}

async function change(deps: Draw, post: Post, words: Words, inPlace: InPlace | undefined): Promise<boolean> {
  if (inPlace) {
    const taken = await inPlace(words)
    if (taken !== 'taken') throw new NotInPlace(taken)
    return true
  }
  const ts = post.ts ?? ''
  const update = (words: Words) => deps.client.chat.update({ channel: post.channelId, ts, ...words })
  return (await orPlainly(deps.log, post, words, update)).whole
}

async function takeAway(deps: Draw, post: Post, inDoubt: boolean): Promise<void> {
  const ts = post.ts ?? (inDoubt ? await standing(deps, post) : undefined)
  if (!ts) return
  try {
    await deps.client.chat.delete({ channel: post.channelId, ts })
  } catch (error) {
    if (troubleOf(error).is !== 'missing') throw error
  }
}

/** Where a post in doubt stands; undefined: Slack never took it. Throws `MayStillCome` as long as that is not sure. */
async function standing(deps: Draw, post: Post): Promise<string | undefined> {
  const found = await lookedFor(deps, post)
  if (!found && mayComeFor(post) > 0) throw new MayStillCome(mayComeFor(post))
  return found
}

async function lookedFor(deps: Draw, post: Post): Promise<string | undefined> {
  if (!isInThread(post)) return findPosted(deps.client, post, undefined)
  // Its card may have been posted anew since.
  for (const { ts } of await cardsBy(deps.db, post)) {
    const found = ts && (await findPosted(deps.client, post, ts))
    if (found) return found
  }
  return undefined
}

function isInThread({ kind }: Post): boolean {
  return kind === 'entry' || kind === 'reminder'
}

async function threadOf(db: Db, post: Post): Promise<string> {
  const [card] = await cardsBy(db, post)
  if (!card?.ts) throw new NoThreadYet('Its card is not posted yet')
  return card.ts
}

/** The cards of its ticket, newest first: only those in its own channel, since the ticket may have moved to another. */
function cardsBy(db: Db, { ticketId, channelId }: Post): Promise<Post[]> {
  return db
    .select()
    .from(posts)
    .where(and(eq(posts.ticketId, ticketId ?? 0), eq(posts.kind, 'card'), eq(posts.channelId, channelId)))
    .orderBy(desc(posts.id))
}

/** Slack has surely not taken it, so it is posted anew without looking for it. */
class NotTaken extends Error {}

/** The entry of a card that is still being posted waits for it. */
class NoThreadYet extends Error {}

/** What a dead process sent, or was answered by nobody, may be on its way to Slack: it is looked for once more when that is over. */
class MayStillCome extends Error {
  readonly seconds: number
  constructor(seconds: number) {
    super('It may still be on its way to Slack')
    this.seconds = seconds
  }
}

/** Expired, used up or refused: the worker does it. Lost, it does so a little later, when Slack mostly has taken the older drawing. */
class NotInPlace extends Error {
  readonly lost: boolean
  readonly seconds: number
  constructor(taken: 'refused' | 'lost') {
    super(`The response_url was ${taken}`)
    this.lost = taken === 'lost'
    this.seconds = this.lost ? 5 : 0
  }
}

/**
 * It stands without its picture, since the upload failed or Slack, which looks through a file first, does not show it yet; or
 * without a link, which Slack did not tell.
 */
class PartLeftOut extends Error {}
const PART_TRIES = 6

/** What failed before it stood was something else. */
function triesOfPart({ failure, attempts }: Post): number {
  return failure === PART_LEFT_OUT ? attempts : 1
}

/** Tickets that nobody has taken stand on a roll-up, and nowhere else. */
async function holdsCards(db: Db, { id }: Post): Promise<boolean> {
  const held = await db.select({ id: posts.id }).from(posts).where(eq(posts.rollUpId, id)).limit(1)
  return held.length > 0
}

/** `shown` never goes back: a slow drawing of an older version changes nothing. */
async function drawn(db: Db, post: Post): Promise<void> {
  await db
    .update(posts)
    .set({
      shown: sql`greatest(${posts.shown}, ${post.wanted})`,
      ...{ leaseBy: null, leaseUntil: null, retryAt: null, failure: null, attempts: 0 },
      ...(post.ts && mayComeFor(post) > 0 ? onceMore(post) : {}),
    })
    .where(and(eq(posts.id, post.id), eq(posts.leaseBy, post.leaseBy ?? '')))
}

/**
 * An older drawing that was lost may come now, and stand over this one for ever: this one is drawn once more when that is
 * over. A change that has come meanwhile does not wait for it.
 */
function onceMore(post: Post) {
  const over = sql`clock_timestamp() + make_interval(secs => ${mayComeFor(post)}::float8)`
  return {
    wanted: sql`greatest(${posts.wanted}, ${post.wanted} + 1)`,
    retryAt: sql`case when ${posts.wanted} > ${post.wanted} then null else ${over} end`,
    failure: ONCE_MORE,
  }
}

/** Unarchived, or the bot was invited again: its digests are wanted again too, and all that waits for it is drawn. */
async function channelIsBack(db: Db, { channelId }: Post): Promise<void> {
  const [back] = await db
    .update(channels)
    .set({ lostAt: null, lostBecause: null })
    .where(and(eq(channels.id, channelId), isNotNull(channels.lostAt)))
    .returning()
  if (!back) return
  await db
    .update(posts)
    .set({ retryAt: null })
    .where(and(eq(posts.channelId, channelId), sql`${posts.wanted} > ${posts.shown}`))
}

const EARLY = [NoThreadYet, MayStillCome, NotInPlace, PartLeftOut]

function early(error: unknown) {
  if (!EARLY.some((kind) => error instanceof kind) || !(error instanceof Error)) return undefined
  return { is: 'early' as const, code: error.message }
}

/** In seconds: whoever waits for a card sees it within a minute of Slack's recovery. */
const LONGEST_PAUSE = 60

async function afterwards(deps: Draw, { post, inDoubt }: Leased, error: unknown): Promise<void> {
  const { db, log } = deps
  const trouble = early(error) ?? troubleOf(error instanceof NotTaken ? error.cause : error)
  // The rest stays in doubt: it may stand there, and we could not look, or could not write it down.
  const surelyNot = error instanceof NotTaken || (error instanceof NoThreadYet && !inDoubt) ? { sendingAt: null } : {}
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
    case 'early':
      if (error instanceof PartLeftOut) await later(2 ** triesOfPart(post), { attempts: triesOfPart(post) })
      else await later(error instanceof NotInPlace || error instanceof MayStillCome ? error.seconds : 0.5)
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
