import { type PromiseOn, promisesOf, type TicketFacts } from './promises-of.ts'
import { shareOf } from './share-of.ts'
import type { Metric, Schedules, Target } from './targets.ts'

export type State = 'none' | 'running' | 'soon' | 'late' | 'paused' | 'met' | 'missed' | 'excused'

/** How a ticket stands at a moment. */
export type Clock = {
  state: State
  /** The promise that runs and ends first; when none runs, the last turn's. */
  promise: PromiseOn | null
  /** The first moment that matters while somebody must act: a promise, "I'll come back", or the end of the window. */
  counts: { at: Temporal.Instant; what: Metric | 'comeBack' | 'window' } | null
  /** When the state will next change by itself, if nobody acts. */
  changesAt: Temporal.Instant | null
}

/** From this share of a promise on a card says "Due soon". */
const soonPercent = 75

/** How long before its end we say that a reply window closes. */
export const windowWarning = Temporal.Duration.from({ minutes: 15 })

/** Equality is met: at the very moment it is due nothing is late yet. */
export function clock(
  ticket: TicketFacts,
  targets: readonly Target[],
  schedules: Schedules,
  now: Temporal.Instant,
): Clock {
  const promises = promisesOf(ticket, targets, schedules)
  const { waitingSince, promisedAt, windowUntil, closedAt, firstReplyAt } = ticket
  const [last = null] = promises
  if (closedAt) return { state: verdict(promises), promise: last, counts: null, changesAt: null }
  if (!waitingSince && !promisedAt)
    return { state: firstReplyAt ? 'paused' : verdict(promises), promise: last, counts: null, changesAt: null }

  const running = waitingSince ? promises.filter(({ stoppedAt }) => stoppedAt === null) : []
  const counts = earliest([
    ...running.map(({ due, metric }) => ({ at: due, what: metric })),
    ...(promisedAt ? [{ at: promisedAt, what: 'comeBack' as const }] : []),
    ...(windowUntil ? [{ at: windowUntil, what: 'window' as const }] : []),
  ])
  const promise = running.toSorted((a, b) => Temporal.Instant.compare(a.due, b.due))[0] ?? null
  if (!counts) return { state: 'none', promise, counts: null, changesAt: null }

  const soon = earliest([
    counts,
    ...running.map((one) => ({ at: shareOf(one, soonPercent) })),
    ...(windowUntil ? [{ at: windowUntil.subtract(windowWarning) }] : []),
  ])
  // The first moment after the one promised, since that one is still met.
  const lateAt = counts.at.add({ milliseconds: 1 })
  if (Temporal.Instant.compare(now, lateAt) >= 0) return { state: 'late', promise, counts, changesAt: null }
  if (soon && Temporal.Instant.compare(now, soon.at) < 0)
    return { state: 'running', promise, counts, changesAt: soon.at }
  return { state: 'soon', promise, counts, changesAt: lateAt }
}

/** How a promise ended; null while it runs. */
export function outcome({ stoppedAt, due, excused }: PromiseOn): 'met' | 'missed' | 'excused' | null {
  if (excused) return 'excused'
  return stoppedAt && (Temporal.Instant.compare(stoppedAt, due) <= 0 ? 'met' : 'missed')
}

function verdict(promises: PromiseOn[]): State {
  const outcomes = promises.map(outcome)
  return (['missed', 'excused', 'met'] as const).find((one) => outcomes.includes(one)) ?? 'none'
}

function earliest<Moment extends { at: Temporal.Instant }>(moments: Moment[]): Moment | undefined {
  return moments.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))[0]
}
