import type { Db } from '../db/connect.ts'
import { type Post, PRIORITY, show } from '../db/posts.ts'
import { channels, posts, reminders, tickets } from '../db/schema.ts'
import { and, desc, eq, exists, isNotNull, isNull, type SQL, sql } from '../db/sql.ts'
import { type Stored, settingsOf } from '../settings/stored.ts'
import { nextOpening } from '../sla/next-opening.ts'
import { hoursOf } from '../sla/targets.ts'
import { type Listed, listedOn } from '../tickets/listed.ts'
import { type Told, told } from './told.ts'

/** A message that names several tickets, is edited in place, and is posted anew now and then. */
export interface List {
  kind: 'needs someone' | 'late' | 'meanwhile'
  /** Whether it names the ticket once this was said about it. */
  names(said: Told): boolean
  /** Whether somebody is mentioned for it. */
  mentions(said: Told): boolean
  /** One in each channel of the tickets it names, or one in all, in the channel that `SLACK_CHANNEL` names. */
  one: 'in each channel' | 'in all'
  anewAfter: Temporal.Duration
  /** Nobody is mentioned on it more often. */
  callsAfter: Temporal.Duration
}

const LISTS: List[] = [
  {
    kind: 'needs someone',
    names: ({ tell }) => tell === 'channel' || tell === 'duty',
    mentions: ({ tell }) => tell === 'duty',
    one: 'in each channel',
    anewAfter: Temporal.Duration.from({ minutes: 10 }),
    // The same few people would be called every ten minutes of a busy morning.
    callsAfter: Temporal.Duration.from({ minutes: 30 }),
  },
  {
    kind: 'late',
    names: ({ tell }) => tell === 'leads',
    mentions: () => true,
    one: 'in all',
    anewAfter: Temporal.Duration.from({ minutes: 15 }),
    callsAfter: Temporal.Duration.from({ minutes: 15 }),
  },
  {
    // What fell due for owners while Roost was away: one summary in place of a mention for each.
    kind: 'meanwhile',
    names: ({ tell, inTime }) => tell === 'owner' && !inTime,
    mentions: () => true,
    one: 'in each channel',
    anewAfter: Temporal.Duration.from({ minutes: 10 }),
    callsAfter: Temporal.Duration.from({ minutes: 10 }),
  },
]

/**
 * Brings a workspace's lists up to date: edited in place while young, posted anew when there is something new to say and
 * the last one is old enough, and emptied when nothing is left. Nothing new: nothing is written. One process at a time.
 */
export function keepLists(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    if (!(await isToDo(tx, workspaceId)) || !(await isMine(tx, workspaceId))) return
    const settings = await settingsOf(tx, workspaceId)
    const all = await told(tx, workspaceId, settings.ladder, now)
    const rows = await tx.select({ id: channels.id }).from(channels).where(eq(channels.workspaceId, workspaceId))
    for (const list of LISTS) {
      const due = all.filter((one) => list.names(one)).map((one) => placed(list, one, settings))
      for (const { id: channelId } of rows) {
        const here = due.filter((one) => one.channelId === channelId)
        await keepList(tx, list, { workspaceId, channelId, kind: list.kind }, here, settings, now)
      }
    }
  })
}

/** Whether a ticket may have to be named, or a list names one: two looks at small indexes. */
async function isToDo(tx: Db, workspaceId: string): Promise<boolean> {
  const listed = tx
    .select({ one: sql`1` })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, workspaceId), isNotNull(tickets.listedAt)))
  const naming = tx
    .select({ one: sql`1` })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), sql`${posts.data}->'listed' <> '[]'`))
  const any = sql<boolean>`${exists(listed)} or ${exists(naming)}`
  const [found] = await tx.select({ any }).from(sql`(select 1) as one`)
  return found?.any === true
}

/** What is read next is as the process that was here before has left it. */
async function isMine(tx: Db, workspaceId: string): Promise<boolean> {
  const mine = sql<boolean>`pg_try_advisory_xact_lock(hashtext('lists'), hashtext(${workspaceId}))`
  const [lock] = await tx.select({ mine }).from(sql`(select 1) as one`)
  return lock?.mine === true
}

function placed({ one }: List, said: Told, { channel }: Stored): Told {
  return one === 'in all' && channel ? { ...said, channelId: channel } : said
}

type Where = { workspaceId: string; channelId: string; kind: string }

async function keepList(
  tx: Db,
  list: List,
  where: Where,
  due: Told[],
  settings: Stored,
  now: Temporal.Instant,
): Promise<void> {
  const last = await lastPost(tx, where)
  const before: Listed = last ? listedOn(last) : { listed: [], mention: [] }
  const listed = [...new Set(due.map(({ ticketId }) => ticketId))]
  const uncalled = due.filter((one) => list.mentions(one) && !one.calledAt)
  const mayCall = uncalled.length > 0 && !isYoung(await lastCall(tx, where), list.callsAfter, now)
  const toCall = mayCall ? uncalled : []
  const fresh = due.filter((one) => toCall.includes(one) || !before.listed.includes(one.ticketId))

  if (!isYoung(last, list.anewAfter, now) && fresh.some((one) => mayBeSaid(one, settings, now))) {
    const mention = [...new Set(toCall.map(({ ticketId }) => ticketId))]
    const number = last ? Number(last.subject.split('/')[1]) + 1 : 1
    await show(tx, { ...where, subject: `${where.channelId}/${number}`, data: { listed, mention } }, PRIORITY.list, now)
    await called(tx, toCall, now)
    if (last) {
      const data = { ...before, listed: [], moved: true }
      await show(tx, { ...where, subject: last.subject, data }, PRIORITY.line, now)
    }
  } else if (last && !same(listed, before.listed)) {
    await show(tx, { ...where, subject: last.subject, data: { ...before, listed } }, PRIORITY.list, now)
  }
}

/** Not so old yet. One from the future is: a clock that was set back would keep it young for as long. */
function isYoung(post: Post | undefined, age: Temporal.Duration, now: Temporal.Instant): boolean {
  if (!post || Temporal.Instant.compare(post.createdAt, now) > 0) return false
  return Temporal.Instant.compare(post.createdAt.add(age), now) > 0
}

/** Each is called for once, ever: whatever becomes of the ticket, and of the post. */
async function called(tx: Db, all: Told[], now: Temporal.Instant): Promise<void> {
  for (const { ticketId, kind, dueAt } of all)
    await tx
      .update(reminders)
      .set({ calledAt: now })
      .where(and(eq(reminders.ticketId, ticketId), eq(reminders.kind, kind), eq(reminders.dueAt, dueAt)))
}

/** It was said during opening hours, but this list may have had to wait until after them. */
function mayBeSaid({ schedule }: Told, { schedules }: Stored, now: Temporal.Instant): boolean {
  return schedule === null || !schedules.has(schedule) || nextOpening(hoursOf({ schedule }, schedules), now).equals(now)
}

function lastPost(tx: Db, where: Where): Promise<Post | undefined> {
  return newest(tx, where)
}

/** The newest post of this list that mentioned somebody. */
function lastCall(tx: Db, where: Where): Promise<Post | undefined> {
  return newest(tx, where, sql`${posts.data}->'mention' <> '[]'`)
}

async function newest(tx: Db, { workspaceId, kind, channelId }: Where, further?: SQL): Promise<Post | undefined> {
  const [found] = await tx
    .select()
    .from(posts)
    .where(
      and(
        ...[eq(posts.workspaceId, workspaceId), eq(posts.kind, kind), eq(posts.channelId, channelId)],
        ...[isNull(posts.ticketId), further],
      ),
    )
    .orderBy(desc(posts.id))
    .limit(1)
  return found
}

function same(one: number[], other: number[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}
