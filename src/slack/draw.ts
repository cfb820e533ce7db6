import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { posts } from '../db/schema.ts'
import { and, desc, eq, sql } from '../db/sql.ts'
import { lockCards } from '../tickets/lock-ticket.ts'
import { showLinks } from '../tickets/show-card.ts'
import { channelIsBack, drawn } from './drawn.ts'
import { findPosted } from './find-posted.ts'
import { IN_THREADS, type Leased, mayComeFor } from './lease.ts'
import {
  MayStillCome,
  mayBecomeWhole,
  NoThreadYet,
  NotInPlace,
  NotTaken,
  notDrawn,
  PartLeftOut,
  ThreadGone,
} from './not-drawn.ts'
import { orPlainly } from './or-plainly.ts'
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
      if ((unfinished || !whole) && mayBecomeWhole(post)) throw new PartLeftOut(post)
    }
    await drawn(deps.db, post)
    if (post.failure || !post.ts) await channelIsBack(deps.db, post)
  } catch (error) {
    await notDrawn(deps, leased, error)
  }
}

async function postOnce(deps: Draw, post: Post, words: Words, inDoubt: boolean): Promise<boolean> {
  const found = inDoubt ? await standing(deps, post) : undefined
  const { ts, whole } = found ? { ts: found, whole: true } : await sendOnce(deps, post, words)
  await stands(deps.db, post, ts)
  // It stands as it was when it was sent, and more may have happened since.
  return found ? change(deps, { ...post, ts: found }, words, undefined) : whole
}

function stands(db: Db, post: Post, ts: string): Promise<void> {
  return db.transaction(async (tx) => {
    // With the earlier ones it links to, as whoever draws several cards locks them.
    if (post.kind === 'card') await lockCards(tx, eq(posts.ticketId, post.ticketId ?? 0))
    await tx
      .update(posts)
      .set({ ts, sendingAt: null })
      .where(and(eq(posts.id, post.id), eq(posts.leaseBy, post.leaseBy ?? '')))
    if (post.kind === 'card') await showLinks(tx, post)
  })
}

async function sendOnce(deps: Draw, post: Post, words: Words) {
  const thread = isInThread(post) ? await threadOf(deps.db, post) : undefined
  const message = (words: Words) => ({
    channel: post.channelId,
    ...(thread ? { thread_ts: thread } : {}),
    ...words,
    unfurl_links: false,
    unfurl_media: false,
    // Ids only: anybody in the workspace can read it. By it a post in doubt is found again.
    metadata: { event_type: 'roost_post', event_payload: { post: post.id } },
  })
  const send = async (words: Words) => {
    await isSending(deps.db, post)
    return deps.client.chat.postMessage(message(words))
  }
  const { taken, whole } = await orPlainly(deps.log, post, words, send).catch((error) => {
    const { is } = troubleOf(error)
    if (is === 'missing' && thread) throw new ThreadGone(thread)
    throw is === 'lost' ? error : new NotTaken('Slack has not taken it', { cause: error })
  })
  if (!taken.ts) throw new Error('Slack took a message and gave no ts')
  return { ts: taken.ts, whole }
}

/** From now on it may be on its way, and no sooner: to draw it can take long. Throws where another process draws it by now. */
async function isSending(db: Db, post: Post): Promise<void> {
  const ours = await db
    .update(posts)
    .set({ sendingAt: sql`clock_timestamp()` })
    .where(and(eq(posts.id, post.id), eq(posts.leaseBy, post.leaseBy ?? '')))
    .returning({ id: posts.id })
  if (ours.length === 0) throw new Error('It took too long to be drawn; another process does it')
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
  return IN_THREADS.includes(kind)
}

async function threadOf(db: Db, post: Post): Promise<string> {
  const [card] = await cardsBy(db, post)
  if (!card?.ts) throw new NoThreadYet()
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
