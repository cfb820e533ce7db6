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
  /** When it was the customer's turn, in order of time; resolution does not count then. */
  customersTurns: readonly { from: Temporal.Instant; to: Temporal.Instant | null }[]
  closedAt: Temporal.Instant | null
  /** No Reply Needed, or the customer deleted what was waiting. */
  excusedAt: Temporal.Instant | null
  snoozedUntil: Temporal.Instant | null
  /** By when an agent said "I'll come back". */
  promisedAt: Temporal.Instant | null
  /** The last moment at which the network takes a reply. */
  windowUntil: Temporal.Instant | null
  /**
   * Moments promised already; later changes of opening hours leave them alone. Store one when its clock starts; forget
   * it when the ticket's account, place, priority or tags change, and a next reply's when it is answered.
   * A resolution's is kept as it was at opening: the customer's turns are added here.
   */
  dues: Partial<Record<Metric, Temporal.Instant>>
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

/** The promises on a ticket: for the current or last turn of waiting, and for its resolution. */
export function promisesOf(ticket: TicketFacts, targets: readonly Target[], schedules: Schedules): PromiseOn[] {
  const excused = ticket.excusedAt !== null && (ticket.waitingSince === null || ticket.closedAt !== null)
  return [
    turnOf(ticket),
    { metric: 'resolution' as const, since: ticket.openedAt, stoppedAt: ticket.closedAt },
  ].flatMap((turn) => {
    if (!turn) return []
    const { metric, since, stoppedAt } = turn
    const best = tightest(targets, schedules, ticket, metric, since)
    const due = ticket.dues[metric] ?? best?.due
    if (!due) return []
    const hours = best ? hoursOf(best.target, schedules) : aroundTheClock
    const promised = best?.target[metric] ?? between(hours, since, due)
    const turns = metric === 'resolution' ? ticket.customersTurns : []
    return [
      {
        metric,
        since,
        stoppedAt,
        excused,
        promised,
        hours,
        target: best?.target ?? null,
        ...pushed(due, since, turns, hours),
      },
    ]
  })
}

function turnOf(ticket: TicketFacts) {
  const { openedAt, waitingSince, firstReplyAt, answered, closedAt, excusedAt } = ticket
  const metric = firstReplyAt ? ('nextReply' as const) : ('firstReply' as const)
  if (waitingSince) return { metric, since: waitingSince, stoppedAt: closedAt }
  if (answered && firstReplyAt)
    return {
      metric: answered.at.equals(firstReplyAt) ? ('firstReply' as const) : metric,
      since: answered.since,
      stoppedAt: answered.at,
    }
  const stoppedAt = firstReplyAt ?? excusedAt
  return stoppedAt && { metric: 'firstReply' as const, since: openedAt, stoppedAt }
}

/** Each turn of the customer pushes the moment on by the open time that was left when it began. */
function pushed(
  due: Temporal.Instant,
  since: Temporal.Instant,
  turns: TicketFacts['customersTurns'],
  hours: OpeningHours,
) {
  let resumedAt = since
  for (const { from, to } of turns) {
    if (!to) break
    if (Temporal.Instant.compare(from, due) < 0) due = add(hours, to, between(hours, from, due))
    resumedAt = to
  }
  return { due, resumedAt }
}
