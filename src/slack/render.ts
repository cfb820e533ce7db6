import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { agents, episodes, messages, posts, tickets } from '../db/schema.ts'
import { and, asc, eq, gt, gte, inArray, isNull, lt, or, sql } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { isAway } from '../tickets/away.ts'
import { listedOn } from '../tickets/listed.ts'
import { countsAt } from '../tickets/queue.ts'
import { quietCounts } from '../tickets/quiet-list.ts'
import { cardOf } from '../tickets/show-card.ts'
import { type CardFacts, cardFacts, type Networks } from './card-facts.ts'
import { cardFaces } from './faces.ts'
import { handOverFacts } from './hand-over-facts.ts'
import { lineFacts } from './line-facts.ts'
import { notShared } from './not-shared.ts'
import { alert } from './render/alert.ts'
import { card } from './render/card.ts'
import type { Drawing } from './render/drawing.ts'
import { entry } from './render/entry.ts'
import { handOver } from './render/hand-over.ts'
import { type ListFacts, late, meanwhile, needsSomeone } from './render/list.ts'
import { moved } from './render/moved.ts'
import { quiet } from './render/quiet.ts'
import { reminder } from './render/reminder.ts'
import { rollUp } from './render/roll-up.ts'
import { shared } from './render/shared.ts'
import { sharedFacts } from './shared-facts.ts'

export interface Render {
  db: Db
  networks: Networks
  /** Slack ids of those who set things. */
  leads: () => Promise<string[]>
  /** Where a message of ours stands, for a link to it. */
  permalink: (post: Post) => Promise<string | undefined>
  cardLink: (ticketId: number) => Promise<string | undefined>
  digest: (post: Post, now: Temporal.Instant) => Promise<Drawing>
}

/** What a post looks like now, from current rows. Ten changes since the last drawing are one drawing. */
export async function render(deps: Render, post: Post, now: Temporal.Instant): Promise<Drawing> {
  const { db, networks } = deps
  const facts = () => cardFacts(db, networks, post.workspaceId, post.ticketId ?? 0)
  switch (post.kind) {
    case 'card':
      return drawCard(deps, post, await facts(), now)
    case 'entry':
      return drawEntry(db, post, await facts(), now)
    case 'reminder':
      return drawReminder(db, post, await facts(), now)
    case 'needs someone':
      return needsSomeone(await listFacts(deps, post, now), now)
    case 'late':
      return late(await listFacts(deps, post, now), now)
    case 'meanwhile':
      return meanwhile(await listFacts(deps, post, now), now)
    case 'roll-up':
      return drawRollUp(deps, post)
    case 'quiet':
      return quiet(await quietCounts(db, post.workspaceId, post.id), post.id, networks)
    case 'shared':
      return shared(await sharedFacts(deps, post, await facts()), now)
    case 'hand-over':
      return handOver(await handOverFacts(db, post, deps.cardLink))
    case 'digest':
      return deps.digest(post, now)
    case 'not shared':
      return notShared(post)
    case 'alert':
      return alert(post.data, await deps.leads())
    default:
      throw new Error(`Nobody knows how to draw ${post.kind}`)
  }
}

async function drawCard(deps: Render, post: Post, facts: CardFacts, now: Temporal.Instant): Promise<Drawing> {
  const newest = await cardOf(deps.db, facts.ticket)
  if (newest && newest.id !== post.id) {
    const elsewhere = newest.channelId === post.channelId ? undefined : newest.channelId
    const permalink = newest.ts ? await deps.permalink(newest) : undefined
    return { ...moved(facts, permalink, elsewhere), ...(newest.ts && !permalink ? { unfinished: true } : {}) }
  }
  // Only a new message calls anybody; from then on the card says it without a call.
  const called = !post.ts && post.data.calls === facts.owner?.id ? facts.owner?.slackId : undefined
  return card(facts, cardFaces(facts), now, called ?? undefined)
}

/** What the customer wrote from the message this entry began with until the next entry's. */
async function drawEntry(db: Db, post: Post, facts: CardFacts, now: Temporal.Instant): Promise<Drawing> {
  const entries = await db
    .select()
    .from(posts)
    .where(and(eq(posts.ticketId, facts.ticket.id), eq(posts.kind, 'entry')))
    .orderBy(asc(posts.id))
  const next = entries[entries.findIndex(({ id }) => id === post.id) + 1]
  const fresh = await db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, facts.ticket.id),
        eq(messages.direction, 'inbound'),
        gte(messages.id, Number(post.data.from)),
        next ? lt(messages.id, Number(next.data.from)) : undefined,
        isNull(messages.deletedAt),
      ),
    )
    .orderBy(asc(messages.id))
  const card = post.ts ? undefined : await cardOf(db, facts.ticket)
  const news = fresh.filter(({ receivedAt }) => !card?.ts || !cameLongBefore(receivedAt, card.ts))
  return entry(facts, news, !entries.some(({ id, ts }) => ts && id < post.id), now)
}

/** The card could not be posted for so long that what came meanwhile stands on it. Slack's clock is not quite ours. */
function cameLongBefore(receivedAt: Temporal.Instant, cardTs: string): boolean {
  return receivedAt.add({ minutes: 5 }).epochMilliseconds < Number(cardTs) * 1000
}

/** For the one it was for, whoever has the ticket by now. */
async function drawReminder(db: Db, post: Post, facts: CardFacts, now: Temporal.Instant): Promise<Drawing> {
  const { step, due, owner } = reminded.parse(post.data)
  if (!post.ts && (await isOvertaken(db, post, due))) return { gone: true }
  const [agent] = owner ? await db.select().from(agents).where(eq(agents.id, owner)) : []
  return reminder(facts, { step, due: Temporal.Instant.from(due), owner: agent }, now)
}

/** While Slack was away more was to be said about the same: only the last of it is news. */
async function isOvertaken(db: Db, { id, ticketId }: Post, due: string): Promise<boolean> {
  const later = await db
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        ...[eq(posts.ticketId, ticketId ?? 0), eq(posts.kind, 'reminder'), gt(posts.id, id)],
        or(sql`${posts.data}->>'due' = ${due}`, sql`${posts.data}->>'step' = 'release'`),
      ),
    )
    .limit(1)
  return later.length > 0
}

const reminded = z.object({ step: z.string(), due: z.string(), owner: z.number().nullable() })

async function listFacts({ db, leads }: Render, post: Post, now: Temporal.Instant): Promise<ListFacts> {
  const { listed, mention } = listedOn(post)
  const rows = listed.length
    ? await db
        .select({ id: tickets.id, since: episodes.startedAt, openedAt: tickets.openedAt, at: countsAt, owner: agents })
        .from(tickets)
        .leftJoin(episodes, and(eq(episodes.ticketId, tickets.id), isNull(episodes.endedAt)))
        .leftJoin(agents, eq(agents.id, tickets.claimedBy))
        .where(and(inArray(tickets.id, listed), isNull(tickets.closedAt)))
        .orderBy(asc(countsAt), asc(tickets.id))
    : []
  const owners = rows.filter(({ id }) => mention.includes(id)).flatMap(({ owner }) => owner?.slackId ?? [])
  const others = mention.length && post.kind !== 'meanwhile' ? await toCall(db, post, leads, now) : []
  return {
    tickets: rows.map(({ id, since, openedAt, at, owner }) => ({
      ...{ id, since: since ?? openedAt, dueAt: at ?? openedAt, owner: owner?.name },
    })),
    mention: post.kind === 'meanwhile' ? [...new Set(owners)] : others,
    channelId: post.channelId,
    moved: post.data.moved === true,
  }
}

/** Those on duty, else the leads; of either, those who are here. With everybody away, all of them. */
async function toCall(
  db: Db,
  { kind, workspaceId }: Post,
  leads: Render['leads'],
  now: Temporal.Instant,
): Promise<string[]> {
  const { duty = [] } = (await settingsOf(db, workspaceId)).team.reminders
  const onDuty = kind === 'needs someone' ? duty : []
  const here = await presentOf(db, workspaceId, onDuty, now)
  if (here.length > 0) return here
  const all = await leads()
  const leading = await presentOf(db, workspaceId, all, now)
  return leading.length > 0 ? leading : [...new Set([...onDuty, ...all])]
}

async function presentOf(db: Db, workspaceId: string, slackIds: string[], now: Temporal.Instant): Promise<string[]> {
  if (slackIds.length === 0) return []
  const known = await db
    .select()
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), inArray(agents.slackId, slackIds)))
  const away = new Set(known.filter((agent) => isAway(agent, now)).map(({ slackId }) => slackId))
  return slackIds.filter((id) => !away.has(id))
}

async function drawRollUp(deps: Render, post: Post): Promise<Drawing> {
  const { db, networks } = deps
  const ids = Array.isArray(post.data.tickets) ? post.data.tickets.map(Number) : []
  const lines = await lineFacts(db, networks, post.workspaceId, ids)
  const rolled = await Promise.all(
    lines.map(async (facts) => ({
      facts,
      permalink: facts.card?.ts ? await deps.permalink(facts.card) : undefined,
    })),
  )
  const opened = rolled.map(({ facts }) => facts.ticket.openedAt).sort(Temporal.Instant.compare)
  const lasted = opened[0] && opened.at(-1) ? opened[0].until(opened.at(-1) ?? opened[0]) : new Temporal.Duration()
  const drawing = rollUp(rolled, post.subject.startsWith('earlier/') ? 'earlier' : lasted, post.channelId)
  const linkMissing = rolled.some(({ facts, permalink }) => facts.card?.ts && !permalink)
  return { ...drawing, ...(linkMissing ? { unfinished: true } : {}) }
}

export async function slackLeads(db: Db, workspaceId: string, named: string[]): Promise<string[]> {
  const admins = await db
    .select({ slackId: agents.slackId })
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), eq(agents.admin, true)))
  return [...new Set([...named, ...admins.flatMap(({ slackId }) => slackId ?? [])])]
}
