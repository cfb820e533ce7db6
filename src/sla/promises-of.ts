import { add } from './add.ts'
import { between } from './between.ts'
import { aroundTheClock, type OpeningHours } from './schedule.ts'
import { hoursOf, type Metric, type Schedules, type Subject, type Target, tightest } from './targets.ts'

/** What the clocks must know about a ticket. */
export type TicketFacts = Subject & {
  openedAt: Temporal.Instant
  /** The oldest message of the customer that has no answer yet. */
  waitingSince: Temporal.Instant | null
  /** The first reply that was delivered and that a person wrote. */
  firstReplyAt: Temporal.Instant | null
  /** The last turn of waiting that ended with such a reply. */
  answered: { since: Temporal.Instant; at: Temporal.Instant } | null
  /** The last reply that was delivered, whether or not anything waited for it. */
  lastReplyAt: Temporal.Instant | null
  /** When it was the customer's turn, in order of time; resolution does not count then. */
  customersTurns: readonly { from: Temporal.Instant; to: Temporal.Instant | null }[]
  closedAt: Temporal.Instant | null
  /** When it was closed as No Reply Needed (the same as `closedAt`), or the customer deleted what was waiting. */
  excusedAt: Temporal.Instant | null
  snoozedUntil: Temporal.Instant | 'they answer' | null
  /** By when an agent said "I'll come back". */
  promisedAt: Temporal.Instant | null
  /** The last moment at which the network takes a reply. */
  windowUntil: Temporal.Instant | null
  /**
   * Moments promised already; later changes of opening hours leave them alone. Store one when its clock starts; forget
   * it when the ticket's account, place, priority or tags change, and a next reply's when it is answered.
   * A resolution's is kept as it was at opening: the customer's turns are added here. Null: nothing was promised then, and
   * what is promised to others since does not hold for this one.
   */
  dues: Partial<Record<Metric, Temporal.Instant | null>>
}

/** One promise on one ticket. It runs while `stoppedAt` is null and it is not the customer's turn. */
export type PromiseOn = {
  metric: Metric
  since: Temporal.Instant
  /** When it began to run on after the customer's last turn; else the same as `since`. */
  resumedAt: Temporal.Instant
  due: Temporal.Instant
  stoppedAt: Temporal.Instant | null
  excused: boolean
  /** How much open time was promised. */
  promised: Temporal.Duration
  hours: OpeningHours
  /** The tightest of the targets that fit; null if the moment was promised by one that is gone. */
  target: Target | null
}

/** Those that run now: none while it is the customer's turn. */
export function runningPromises(ticket: TicketFacts, targets: readonly Target[], schedules: Schedules): PromiseOn[] {
  if (!ticket.waitingSince) return []
  return promisesOf(ticket, targets, schedules).filter(({ stoppedAt }) => stoppedAt === null)
}

/** The promises on a ticket: for the current or last turn of waiting, and for its resolution. */
export function promisesOf(ticket: TicketFacts, targets: readonly Target[], schedules: Schedules): PromiseOn[] {
  const { openedAt, closedAt } = ticket
  const resolution: Turn = { metric: 'resolution', since: openedAt, stoppedAt: closedAt, excused: isExcused(ticket) }
  return [turnOf(ticket), resolution].flatMap((turn) => {
    if (!turn) return []
    const best = tightest(targets, schedules, ticket, turn.metric, turn.since)
    const promisedBefore = ticket.dues[turn.metric]
    const first = promisedBefore === undefined ? best?.due : promisedBefore
    if (!first) return []
    const hours = best ? hoursOf(best.target, schedules) : aroundTheClock
    const promised = best?.target[turn.metric] ?? between(hours, turn.since, first)
    const { due, resumedAt } =
      turn.metric === 'resolution' ? pushed(ticket, first, hours) : { due: first, resumedAt: turn.since }
    return [{ ...turn, due, resumedAt, promised, hours, target: best?.target ?? null }]
  })
}

type Turn = Pick<PromiseOn, 'metric' | 'since' | 'stoppedAt' | 'excused'>

function turnOf(ticket: TicketFacts): Turn | null {
  const { openedAt, waitingSince, firstReplyAt, answered, closedAt, excusedAt } = ticket
  const excused = isExcused(ticket)
  if (waitingSince)
    return { metric: firstReplyAt ? 'nextReply' : 'firstReply', since: waitingSince, stoppedAt: closedAt, excused }
  if (answered) {
    const metric = firstReplyAt && !answered.at.equals(firstReplyAt) ? 'nextReply' : 'firstReply'
    return { metric, since: answered.since, stoppedAt: answered.at, excused: false }
  }
  if (firstReplyAt) return { metric: 'firstReply', since: openedAt, stoppedAt: firstReplyAt, excused: false }
  return excusedAt && { metric: 'firstReply', since: openedAt, stoppedAt: excusedAt, excused }
}

/** Each turn of the customer pushes the moment on by the open time that was left when it began. */
function pushed({ openedAt, customersTurns }: TicketFacts, first: Temporal.Instant, hours: OpeningHours) {
  let [due, resumedAt] = [first, openedAt]
  for (const { from, to } of customersTurns) {
    if (!to) break
    if (Temporal.Instant.compare(from, due) < 0) due = add(hours, to, between(hours, from, due))
    resumedAt = to
  }
  return { due, resumedAt }
}

/** Closed as needing no reply, or nothing is left that would need one. */
function isExcused({ excusedAt, firstReplyAt, waitingSince, closedAt }: TicketFacts) {
  if (!excusedAt) return false
  const withTheClose = closedAt !== null && Temporal.Instant.compare(excusedAt, closedAt) >= 0
  return withTheClose || (waitingSince === null && firstReplyAt === null)
}
