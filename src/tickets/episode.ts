import type { Db } from '../db/connect.ts'
import { accounts, episodes, messages, tickets } from '../db/schema.ts'
import { and, asc, desc, eq, gt, gte, isNull, lte, or, sql } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { type Metric, tightest } from '../sla/targets.ts'
import {
  type Agent,
  type Episode,
  type Message,
  messagesWaiting,
  runningEpisode,
  type Ticket,
  waitsFrom,
} from './ticket.ts'

/**
 * Starts a turn of waiting at the oldest unanswered message, unless one runs: the customer's next message does not restart
 * the clock. The promise is fixed here, and a later change of settings does not move it; with the ticket's first turn, that
 * of its resolution as well. Gives the ticket as it is then.
 */
export async function startEpisode(tx: Db, ticket: Ticket, from: Temporal.Instant): Promise<Ticket> {
  const promised = await promisesFor(tx, ticket)
  const metric = ticket.firstReplyAt ? 'next reply' : 'first reply'
  const turn = { startedAt: from, dueAt: promised(metrics[metric], from) }
  const [began] = await tx
    .insert(episodes)
    .values({ workspaceId: ticket.workspaceId, ticketId: ticket.id, metric, ...turn })
    .onConflictDoUpdate({
      target: episodes.ticketId,
      targetWhere: sql`ended_at is null`,
      // Deliveries come in any order: a message may turn out to be older than the one the turn began with.
      set: turn,
      setWhere: sql`${episodes.startedAt} > excluded.started_at`,
    })
    .returning()
  return began?.startedAt.equals(ticket.openedAt) ? promiseToSolve(tx, ticket, promised) : ticket
}

/**
 * The ticket's priority or tags have changed, so other promises may hold: from when each began. `since`: also those of turns
 * that were over after that moment, for it changed with what was written then. Gives the ticket as it is then.
 */
export async function promiseAnew(tx: Db, ticket: Ticket, since?: Temporal.Instant): Promise<Ticket> {
  const promised = await promisesFor(tx, ticket)
  const turns = await tx
    .select()
    .from(episodes)
    .where(
      and(
        eq(episodes.ticketId, ticket.id),
        or(isNull(episodes.endedAt), since ? gte(episodes.endedAt, since) : undefined),
      ),
    )
  for (const { id, metric, startedAt } of turns)
    await tx
      .update(episodes)
      .set({ dueAt: promised(metrics[metric], startedAt) })
      .where(eq(episodes.id, id))
  return promiseToSolve(tx, ticket, promised)
}

export async function promiseToSolve(tx: Db, ticket: Ticket, promised: Promises): Promise<Ticket> {
  const resolutionDueAt = promised('resolution', ticket.openedAt)
  await tx.update(tickets).set({ resolutionDueAt }).where(eq(tickets.id, ticket.id))
  return { ...ticket, resolutionDueAt }
}

export const metrics = { 'first reply': 'firstReply', 'next reply': 'nextReply' } as const satisfies Record<
  Episode['metric'],
  Metric
>

/** When what begins at `from` is due; null where nothing is promised. */
type Promises = (metric: Metric, from: Temporal.Instant) => Temporal.Instant | null

export async function promisesFor(tx: Db, ticket: Ticket): Promise<Promises> {
  const { targets, schedules } = await settingsOf(tx, ticket.workspaceId)
  const [account] = await tx.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, ticket.accountId))
  const subject = { ...ticket, account: account?.name ?? '' }
  return (metric, from) => tightest(targets, schedules, subject, metric, from)?.due.round('millisecond') ?? null
}

/** The customer took back all that waited for us then: nobody owes an answer. What was written after that waits anew. */
export async function excuseIfNothingWaits(tx: Db, ticket: Ticket, at: Temporal.Instant): Promise<void> {
  const running = await runningEpisode(tx, ticket)
  if (!running) return
  const [first] = await messagesWaiting(tx, ticket, running.startedAt)
  const isLater = (moment: Temporal.Instant) => Temporal.Instant.compare(moment, at) > 0
  if (first && (isLater(running.startedAt) || !isLater(waitsFrom(first)))) return
  await endEpisode(tx, ticket, 'excused', undefined, at)
  if (first) await startEpisode(tx, ticket, waitsFrom(first))
}

/** Ends the running turn, if one runs: `agent` is who replied or decided. */
export async function endEpisode(
  tx: Db,
  ticket: Ticket,
  as: NonNullable<Episode['endedAs']>,
  agent: Pick<Agent, 'id'> | undefined,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .update(episodes)
    .set({ endedAt: at, endedAs: as, agentId: agent?.id })
    .where(and(eq(episodes.ticketId, ticket.id), isNull(episodes.endedAt)))
}

/**
 * A reply of ours arrived: it ends the turn that runs. What came in after it was written, while it was on its way or in doubt,
 * was not answered by it, and waits anew: that is given.
 */
export async function endWithReply(
  tx: Db,
  ticket: Ticket,
  { queuedAt }: Pick<Message, 'queuedAt'>,
  by: Pick<Agent, 'id'> | undefined,
  at: Temporal.Instant,
): Promise<Message | undefined> {
  const running = await runningEpisode(tx, ticket)
  if (!running) return undefined
  const waiting = await messagesWaiting(tx, ticket, running.startedAt)
  const isSince = (moment: Temporal.Instant) => queuedAt !== null && Temporal.Instant.compare(moment, queuedAt) > 0
  const anew = waiting.find((message) => isSince(message.receivedAt) || isSince(waitsFrom(message)))
  // All of the turn came after it: it answered none of that.
  if (anew && anew === waiting[0]) return anew
  await endEpisode(tx, ticket, 'replied', by, at)
  if (anew) await startEpisode(tx, ticket, waitsFrom(anew))
  return anew
}

/**
 * Ends the turn that lasted at that moment: the one that runs, or that a later answer has ended, a close, or that its message
 * was taken back, of which we heard first. What the customer wrote after it waited anew, for as long as that turn.
 */
export async function answerTurn(
  tx: Db,
  ticket: Ticket,
  agent: Pick<Agent, 'id'> | undefined,
  at: Temporal.Instant,
): Promise<void> {
  const { workspaceId, id: ticketId } = ticket
  await beginAfterFirst(tx, ticket, at)
  const lastsLonger = or(isNull(episodes.endedAt), gt(episodes.endedAt, at))
  const [turn] = await tx
    .select()
    .from(episodes)
    .where(and(eq(episodes.ticketId, ticketId), lte(episodes.startedAt, at), lastsLonger))
    // The one that runs comes first.
    .orderBy(desc(episodes.endedAt))
    .limit(1)
  if (!turn) return
  const { endedAt, endedAs, agentId } = turn
  const answered = { endedAt: at, endedAs: 'replied' as const, agentId: agent?.id ?? null }
  await tx.update(episodes).set(answered).where(eq(episodes.id, turn.id))
  const [since] = await messagesWaiting(tx, ticket, at.add({ milliseconds: 1 }))
  if (!since || (endedAt && Temporal.Instant.compare(waitsFrom(since), endedAt) > 0)) return
  const promised = await promisesFor(tx, ticket)
  const startedAt = waitsFrom(since)
  await tx.insert(episodes).values({
    ...{ workspaceId, ticketId, metric: 'next reply', startedAt, dueAt: promised('nextReply', startedAt) },
    ...{ endedAt, endedAs, agentId },
  })
}

/** A ticket has one first reply: what began after that waited for the next one, and has its promise. */
async function beginAfterFirst(tx: Db, ticket: Ticket, at: Temporal.Instant): Promise<void> {
  const since = await tx
    .select()
    .from(episodes)
    .where(and(eq(episodes.ticketId, ticket.id), eq(episodes.metric, 'first reply'), gt(episodes.startedAt, at)))
  if (since.length === 0) return
  const promised = await promisesFor(tx, ticket)
  for (const { id, startedAt } of since)
    await tx
      .update(episodes)
      .set({ metric: 'next reply', dueAt: promised('nextReply', startedAt) })
      .where(eq(episodes.id, id))
}

/** Undoes a close: the turn it cut short runs on, with the promise it had. */
export async function resumeEpisode(tx: Db, ticket: Ticket): Promise<void> {
  const [last] = await tx
    .select()
    .from(episodes)
    .where(eq(episodes.ticketId, ticket.id))
    .orderBy(desc(episodes.startedAt), desc(episodes.id))
    .limit(1)
  if (last && last.endedAs !== 'replied') await runOn(tx, last)
}

/**
 * Undoes a reply that was sent at that moment, and no longer counts as sent: the turn it ended lasted until the next one that
 * did arrive, or runs on from where it began, and what the customer wrote meanwhile belongs to it.
 */
export async function undoReplied(tx: Db, ticket: Ticket, sentAt: Temporal.Instant): Promise<void> {
  const ofTicket = eq(episodes.ticketId, ticket.id)
  const [replied] = await tx
    .select()
    .from(episodes)
    // Not only at that very moment: what ended it may have been the reply's echo, which stood for it until its answer came.
    .where(and(ofTicket, eq(episodes.endedAs, 'replied'), lte(episodes.endedAt, sentAt)))
    .orderBy(desc(episodes.endedAt))
    .limit(1)
  if (!replied?.endedAt) return
  const { endedAt } = replied
  const next = await arrivedSince(tx, ticket, endedAt)
  const meanwhile = next?.at
    ? and(gt(episodes.endedAt, endedAt), lte(episodes.endedAt, next.at))
    : or(gt(episodes.endedAt, endedAt), isNull(episodes.endedAt))
  await tx.delete(episodes).where(and(ofTicket, meanwhile))
  if (!next) return runOn(tx, replied)
  await tx.update(episodes).set({ endedAt: next.at, agentId: next.agentId }).where(eq(episodes.id, replied.id))
}

async function arrivedSince(tx: Db, ticket: Ticket, since: Temporal.Instant) {
  const [reply] = await tx
    .select({ at: messages.sentAt, agentId: messages.agentId })
    .from(messages)
    .where(and(eq(messages.ticketId, ticket.id), eq(messages.direction, 'outbound'), gte(messages.sentAt, since)))
    .orderBy(asc(messages.sentAt), asc(messages.id))
    .limit(1)
  return reply
}

async function runOn(tx: Db, { id }: Episode): Promise<void> {
  await tx.update(episodes).set({ endedAt: null, endedAs: null, agentId: null }).where(eq(episodes.id, id))
}
