import { add } from './add.ts'
import { windowWarning } from './clock.ts'
import { defaultLadder, type Ladder, type Tell } from './ladder.ts'
import { nextOpening } from './next-opening.ts'
import { openBefore } from './open-before.ts'
import { type PromiseOn, promisesOf, type TicketFacts } from './promises-of.ts'
import { aroundTheClock, type OpeningHours } from './schedule.ts'
import { shareOf } from './share-of.ts'
import { hoursOf, type Schedules, type Target } from './targets.ts'

export type Owned = TicketFacts & {
  id: string
  claimedAt: Temporal.Instant | null
  /** The last thing the owner did on the ticket, whatever it was. */
  ownerActedAt: Temporal.Instant | null
}

export type Reminder = {
  /** The same for the same thing to say, ever. */
  key: string
  kind: `${Tell}-${number}` | 'window' | 'comeBack' | 'release'
  tell: Tell
  at: Temporal.Instant
  /** The moment it is about: what was promised, the end of the window; for a release, its own. */
  due: Temporal.Instant
}

/** Everything to say about a ticket if nobody acts, in order of time. */
export function reminders(
  ticket: Owned,
  targets: readonly Target[],
  schedules: Schedules,
  ladder: Ladder = defaultLadder,
): Reminder[] {
  if (ticket.closedAt || (!ticket.waitingSince && !ticket.promisedAt)) return []
  const running = promisesOf(ticket, targets, schedules).filter(({ stoppedAt }) => stoppedAt === null)
  const quiet = ladder.schedule === undefined ? null : hoursOf(ladder, schedules)
  return [
    ...running.flatMap((promise) => stepsOf(ticket, promise, ladder, quiet ?? promise.hours)),
    ...releaseOf(ticket, running, ladder, quiet),
    ...windowOf(ticket, ladder, quiet ?? running[0]?.hours ?? aroundTheClock),
    ...comeBackOf(ticket),
  ].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

function stepsOf(ticket: Owned, promise: PromiseOn, { steps }: Ladder, quiet: OpeningHours): Reminder[] {
  const { claimedAt } = ticket
  return steps
    .filter((step) => step.ticket === 'any' || (step.ticket === 'claimed') === (claimedAt !== null))
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at: percent, tell, always }) => {
      const share = shareOf(promise, percent)
      const at = percent < 100 ? share : share.add({ milliseconds: 1 })
      // Who claimed it later than that knew how it stood.
      if (tell === 'owner' && claimedAt && Temporal.Instant.compare(at, claimedAt) < 0) return []
      const awake = tell === 'leads' ? at : latest(at, ticket.snoozedUntil)
      return [reminder(ticket, `${tell}-${percent}`, tell, always ? awake : nextOpening(quiet, awake), promise.due)]
    })
}

function releaseOf(
  ticket: Owned,
  running: PromiseOn[],
  { releaseAfter }: Ladder,
  quiet: OpeningHours | null,
): Reminder[] {
  const [first] = running.toSorted((a, b) => Temporal.Instant.compare(a.due, b.due))
  if (!first || !releaseAfter || !ticket.claimedAt) return []
  const silentSince = latest(first.due, ticket.claimedAt, ticket.ownerActedAt, ticket.snoozedUntil)
  const hours = quiet ?? first.hours
  const at = nextOpening(hours, add(hours, silentSince, releaseAfter))
  return [reminder(ticket, 'release', 'owner', at, at)]
}

function windowOf(ticket: Owned, { windowAlways }: Ladder, quiet: OpeningHours): Reminder[] {
  const { windowUntil, waitingSince, openedAt, claimedAt } = ticket
  if (!windowUntil) return []
  const warning = windowUntil.subtract(windowWarning)
  const at = windowAlways ? warning : openBefore(quiet, waitingSince ?? openedAt, warning, windowWarning)
  return [reminder(ticket, 'window', claimedAt ? 'owner' : 'duty', at, windowUntil)]
}

function comeBackOf(ticket: Owned): Reminder[] {
  const { promisedAt, claimedAt } = ticket
  return promisedAt ? [reminder(ticket, 'comeBack', claimedAt ? 'owner' : 'duty', promisedAt, promisedAt)] : []
}

function reminder(
  ticket: Owned,
  kind: Reminder['kind'],
  tell: Tell,
  at: Temporal.Instant,
  due: Temporal.Instant,
): Reminder {
  return { key: `${ticket.id} ${kind} ${due}`, kind, tell, at, due }
}

function latest(first: Temporal.Instant, ...others: (Temporal.Instant | null)[]) {
  return others.reduce<Temporal.Instant>((a, b) => (b && Temporal.Instant.compare(a, b) < 0 ? b : a), first)
}
