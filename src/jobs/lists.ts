import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import { episodes, posts, reminders, tickets } from '../db/schema.ts'
import { type Listed, listedOn } from '../tickets/listed.ts'

/** A message of a channel that names several tickets, is edited in place, and is posted anew now and then. */
export interface List {
  kind: 'needs someone' | 'late'
  /** A ticket stands on it once one of these was said about its running promise. */
  listedBy: string[]
  /** Those to be mentioned for a ticket are mentioned once this was said. */
  mentionedBy: string
  unclaimedOnly: boolean
  anewAfter: Temporal.Duration
}

export const LISTS: List[] = [
  {
    kind: 'needs someone',
    listedBy: ['channel-50', 'duty-75'],
    mentionedBy: 'duty-75',
    unclaimedOnly: true,
    anewAfter: Temporal.Duration.from({ minutes: 10 }),
  },
  {
    kind: 'late',
    listedBy: ['leads-100'],
    mentionedBy: 'leads-100',
    unclaimedOnly: false,
    anewAfter: Temporal.Duration.from({ minutes: 15 }),
  },
]

interface Due {
  id: number
  channelId: string
  promise: string
  said: string[]
}

/**
 * Brings a workspace's lists up to date: edited in place while young, posted anew when there is something new to say and
 * the last one is old enough, and emptied when nothing is left. Nothing new: nothing is written.
 */
export function keepLists(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    for (const list of LISTS) {
      const due = await dueTickets(tx, workspaceId, list)
      const channels = new Set([...(await naming(tx, workspaceId, list)), ...due.map(({ channelId }) => channelId)])
      for (const channelId of channels) {
        const here = due.filter((ticket) => ticket.channelId === channelId)
        await keepList(tx, list, { workspaceId, channelId, kind: list.kind }, here, now)
      }
    }
  })
}

async function keepList(
  tx: Db,
  list: List,
  where: { workspaceId: string; channelId: string; kind: string },
  due: Due[],
  now: Temporal.Instant,
): Promise<void> {
  const last = await lastPost(tx, where)
  const before: Listed = last ? listedOn(last) : { listed: [], mention: [], mentioned: [] }
  const listed = due.map(({ id }) => id)
  const toMention = due.filter(
    ({ said, promise }) => said.includes(list.mentionedBy) && !before.mentioned.includes(promise),
  )
  const isNew = listed.some((id) => !before.listed.includes(id)) || toMention.length > 0
  const old = !last || Temporal.Instant.compare(last.createdAt.add(list.anewAfter), now) <= 0

  if (isNew && old) {
    const stillDue = before.mentioned.filter((promise) => due.some((one) => one.promise === promise))
    const mentioned = [...stillDue, ...toMention.map(({ promise }) => promise)]
    const data = { listed, mention: toMention.map(({ id }) => id), mentioned }
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

/** The channels in which a post of this list still names a ticket. */
async function naming(tx: Db, workspaceId: string, list: List): Promise<string[]> {
  const found = await tx
    .selectDistinct({ channelId: posts.channelId })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), eq(posts.kind, list.kind), sql`${posts.data}->'listed' <> '[]'`))
  return found.map(({ channelId }) => channelId)
}

/** Open tickets about whose running promise one of the list's reminders was said. */
async function dueTickets(tx: Db, workspaceId: string, list: List): Promise<Due[]> {
  const rows = await tx
    .select({ id: tickets.id, channelId: tickets.channelId, kind: reminders.kind, due: episodes.dueAt })
    .from(episodes)
    .innerJoin(tickets, eq(tickets.id, episodes.ticketId))
    .innerJoin(reminders, and(eq(reminders.ticketId, episodes.ticketId), eq(reminders.dueAt, episodes.dueAt)))
    .where(
      and(
        eq(episodes.workspaceId, workspaceId),
        isNull(episodes.endedAt),
        isNull(tickets.closedAt),
        isNull(tickets.snoozedUntil),
        isNotNull(tickets.channelId),
        inArray(reminders.kind, list.listedBy),
        list.unclaimedOnly ? isNull(tickets.claimedBy) : undefined,
      ),
    )
    .orderBy(episodes.dueAt, tickets.id)
  const byTicket = Map.groupBy(rows, ({ id }) => id)
  return [...byTicket].map(([id, said]) => ({
    id,
    channelId: said[0]?.channelId ?? '',
    promise: `${id} ${said[0]?.due}`,
    said: said.map(({ kind }) => kind),
  }))
}

async function lastPost(tx: Db, where: { workspaceId: string; channelId: string; kind: string }) {
  const [last] = await tx
    .select()
    .from(posts)
    .where(
      and(eq(posts.workspaceId, where.workspaceId), eq(posts.kind, where.kind), eq(posts.channelId, where.channelId)),
    )
    .orderBy(desc(posts.id))
    .limit(1)
  return last
}

function same(one: number[], other: number[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}
