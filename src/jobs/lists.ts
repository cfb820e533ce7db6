import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { type Post, PRIORITY, show } from '../db/posts.ts'
import { channels, posts, workspaces } from '../db/schema.ts'
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
}

export const LISTS: List[] = [
  {
    kind: 'needs someone',
    names: ({ tell }) => tell === 'channel' || tell === 'duty',
    mentions: ({ tell }) => tell === 'duty',
    one: 'in each channel',
    anewAfter: Temporal.Duration.from({ minutes: 10 }),
  },
  {
    kind: 'late',
    names: ({ tell }) => tell === 'leads',
    mentions: () => true,
    one: 'in all',
    anewAfter: Temporal.Duration.from({ minutes: 15 }),
  },
  {
    // What fell due for owners while Roost was away: one summary in place of a mention for each.
    kind: 'meanwhile',
    names: ({ tell, inTime }) => tell === 'owner' && !inTime,
    mentions: () => true,
    one: 'in each channel',
    anewAfter: Temporal.Duration.from({ minutes: 10 }),
  },
]

/**
 * Brings a workspace's lists up to date: edited in place while young, posted anew when there is something new to say and
 * the last one is old enough, and emptied when nothing is left. Nothing new: nothing is written. One process at a time.
 */
export function keepLists(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const [lock] = await tx
      .select({ mine: sql<boolean>`pg_try_advisory_xact_lock(hashtext('lists'), hashtext(${workspaces.id}))` })
      .from(workspaces)
      .where(eq(workspaces.id, workspaceId))
    if (!lock?.mine) return
    const settings = await settingsOf(tx, workspaceId)
    const all = await told(tx, workspaceId, settings.ladder)
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

function placed({ one }: List, said: Told, { channel }: Stored): Told {
  return one === 'in all' && channel ? { ...said, channelId: channel } : said
}

async function keepList(
  tx: Db,
  list: List,
  where: { workspaceId: string; channelId: string; kind: string },
  due: Told[],
  settings: Stored,
  now: Temporal.Instant,
): Promise<void> {
  const last = await lastPost(tx, where)
  const before: Listed = last ? listedOn(last) : { listed: [], mention: [], mentioned: [] }
  const listed = [...new Set(due.map(({ ticketId }) => ticketId))]
  const toMention = due.filter((one) => list.mentions(one) && !before.mentioned.includes(one.key))
  const fresh = due.filter((one) => toMention.includes(one) || !before.listed.includes(one.ticketId))

  if (isOld(list, last, now) && fresh.some((one) => mayBeSaid(one, settings, now))) {
    const stillDue = before.mentioned.filter((key) => due.some((one) => one.key === key))
    const mentioned = [...stillDue, ...toMention.map(({ key }) => key)]
    const data = { listed, mention: [...new Set(toMention.map(({ ticketId }) => ticketId))], mentioned }
    const number = last ? Number(last.subject.split('/')[1]) + 1 : 1
    await show(tx, { ...where, subject: `${where.channelId}/${number}`, data }, PRIORITY.list, now)
    if (last)
      await show(
        tx,
        { ...where, subject: last.subject, data: { ...before, listed: [], moved: true } },
        PRIORITY.line,
        now,
      )
  } else if (last && !same(listed, before.listed)) {
    await show(tx, { ...where, subject: last.subject, data: { ...before, listed } }, PRIORITY.list, now)
  }
}

/** A clock that was set back would keep the last one young for as long. */
function isOld({ anewAfter }: List, last: Post | undefined, now: Temporal.Instant): boolean {
  if (!last) return true
  const isAhead = Temporal.Instant.compare(last.createdAt, now) > 0
  return isAhead || Temporal.Instant.compare(last.createdAt.add(anewAfter), now) <= 0
}

/** It was said during opening hours, but this list may have had to wait until after them. */
function mayBeSaid({ schedule }: Told, { schedules }: Stored, now: Temporal.Instant): boolean {
  return schedule === null || !schedules.has(schedule) || nextOpening(hoursOf({ schedule }, schedules), now).equals(now)
}

async function lastPost(tx: Db, where: { workspaceId: string; channelId: string; kind: string }) {
  const [last] = await tx
    .select()
    .from(posts)
    .where(
      and(
        ...[eq(posts.workspaceId, where.workspaceId), eq(posts.kind, where.kind)],
        ...[eq(posts.channelId, where.channelId), isNull(posts.ticketId)],
      ),
    )
    .orderBy(desc(posts.id))
    .limit(1)
  return last
}

function same(one: number[], other: number[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}
