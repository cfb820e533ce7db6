import { add } from './add.ts'
import { windowWarning } from './clock.ts'
import { nextOpening } from './next-opening.ts'
import { openBefore } from './open-before.ts'
import { type PromiseOn, promisesOf, type TicketFacts } from './promises-of.ts'
import { aroundTheClock, type OpeningHours } from './schedule.ts'
import { shareOf } from './share-of.ts'
import type { Schedules, Target } from './targets.ts'

/** The channel's "Needs someone" message, a mention of those on duty there, the owner, or the leads' list. */
export type Tell = 'channel' | 'duty' | 'owner' | 'leads'

/** Tell someone at a percentage of the promised time; from 100 on it is said once the promise is missed. */
export type Rung = { ticket: 'unclaimed' | 'claimed' | 'any'; at: number; tell: Tell; always: boolean }

export type Ladder = {
  rungs: readonly Rung[]
  /** Released, and offered again, when its owner stays silent for so much open time after a miss; null: never. */
  releaseAfter: Temporal.Duration | null
  /** Whether a closing reply window is also said outside opening hours. */
  windowAlways: boolean
  /** The opening hours outside of which it is quiet; without a name, those of the promise itself. */
  schedule?: string
}

export type Owned = TicketFacts & {
  id: string
  claimedAt: Temporal.Instant | null
  /** The last thing the owner did on the ticket, whatever it was. */
  ownerActedAt: Temporal.Instant | null
}

export type Step = {
  /** The same for the same thing to say, ever. */
  key: string
  kind: `${Tell}-${number}` | 'window' | 'comeBack' | 'release'
  tell: Tell
  at: Temporal.Instant
  /** The moment it is about: what was promised, the end of the window; for a release, its own. */
  due: Temporal.Instant
}

export const defaultLadder: Ladder = {
  rungs: [
    { ticket: 'unclaimed', at: 50, tell: 'channel', always: false },
    { ticket: 'unclaimed', at: 75, tell: 'duty', always: false },
    { ticket: 'claimed', at: 75, tell: 'owner', always: false },
    { ticket: 'claimed', at: 100, tell: 'owner', always: false },
    { ticket: 'any', at: 100, tell: 'leads', always: false },
  ],
  releaseAfter: Temporal.Duration.from({ hours: 2 }),
  windowAlways: false,
}

/** Everything to say about a ticket if nobody acts, in order of time. */
export function steps(
  ticket: Owned,
  targets: readonly Target[],
  schedules: Schedules,
  ladder: Ladder = defaultLadder,
): Step[] {
  if (ticket.closedAt || (!ticket.waitingSince && !ticket.promisedAt)) return []
  const running = promisesOf(ticket, targets, schedules).filter(({ stoppedAt }) => stoppedAt === null)
  const quiet = ladder.schedule === undefined ? null : (schedules.get(ladder.schedule) ?? null)
  return [
    ...running.flatMap((promise) => rungsOf(ticket, promise, ladder, quiet ?? promise.hours)),
    ...releaseOf(ticket, running, ladder, quiet),
    ...windowOf(ticket, ladder, quiet ?? running[0]?.hours ?? aroundTheClock),
    ...comeBackOf(ticket),
  ].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

/**
 * The next step that is not yet said, `said` holding keys; due if its moment is not after now. A step that a later one
 * has overtaken is not said any more: after a day without the app nobody is warned of what is late already.
 */
export function nextStep(steps: readonly Step[], said: ReadonlySet<string>, now: Temporal.Instant): Step | null {
  const overtaken = (step: Step, place: number) =>
    steps
      .slice(place + 1)
      .some((later) => about(later) === about(step) && (said.has(later.key) || isPassed(later, now)))
  return steps.find((step, place) => !said.has(step.key) && !overtaken(step, place)) ?? null
}

function isPassed({ at }: Step, now: Temporal.Instant) {
  return Temporal.Instant.compare(at, now) <= 0
}

function about({ kind, tell }: Step) {
  return kind === 'window' || kind === 'comeBack' ? kind : tell
}

function rungsOf(ticket: Owned, promise: PromiseOn, { rungs }: Ladder, quiet: OpeningHours): Step[] {
  const { claimedAt } = ticket
  return rungs
    .filter((rung) => rung.ticket === 'any' || (rung.ticket === 'claimed') === (claimedAt !== null))
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at: percent, tell, always }) => {
      const share = shareOf(promise, percent)
      const at = percent < 100 ? share : share.add({ milliseconds: 1 })
      // Who claimed it later than that knew how it stood.
      if (tell === 'owner' && claimedAt && Temporal.Instant.compare(at, claimedAt) < 0) return []
      const awake = tell === 'leads' ? at : latest(at, ticket.snoozedUntil)
      return [step(ticket, `${tell}-${percent}`, tell, always ? awake : nextOpening(quiet, awake), promise.due)]
    })
}

function releaseOf(ticket: Owned, running: PromiseOn[], { releaseAfter }: Ladder, quiet: OpeningHours | null): Step[] {
  const [first] = running.toSorted((a, b) => Temporal.Instant.compare(a.due, b.due))
  if (!first || !releaseAfter || !ticket.claimedAt) return []
  const silentSince = latest(first.due, ticket.claimedAt, ticket.ownerActedAt, ticket.snoozedUntil)
  const hours = quiet ?? first.hours
  const at = nextOpening(hours, add(hours, silentSince, releaseAfter))
  return [step(ticket, 'release', 'owner', at, at)]
}

function windowOf(ticket: Owned, { windowAlways }: Ladder, quiet: OpeningHours): Step[] {
  const { windowUntil, waitingSince, openedAt, claimedAt } = ticket
  if (!windowUntil) return []
  const warning = windowUntil.subtract(windowWarning)
  const at = windowAlways ? warning : openBefore(quiet, waitingSince ?? openedAt, warning, windowWarning)
  return [step(ticket, 'window', claimedAt ? 'owner' : 'duty', at, windowUntil)]
}

function comeBackOf(ticket: Owned): Step[] {
  const { promisedAt, claimedAt } = ticket
  return promisedAt ? [step(ticket, 'comeBack', claimedAt ? 'owner' : 'duty', promisedAt, promisedAt)] : []
}

function step(ticket: Owned, kind: Step['kind'], tell: Tell, at: Temporal.Instant, due: Temporal.Instant): Step {
  return { key: `${ticket.id} ${kind} ${due}`, kind, tell, at, due }
}

function latest(first: Temporal.Instant, ...others: (Temporal.Instant | null)[]) {
  return others.reduce<Temporal.Instant>((a, b) => (b && Temporal.Instant.compare(a, b) < 0 ? b : a), first)
}
