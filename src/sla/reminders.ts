import { add } from './add.ts'
import { windowWarning } from './clock.ts'
import { defaultLadder, type Ladder, type Tell } from './ladder.ts'
import { nextOpening } from './next-opening.ts'
import { openBefore } from './open-before.ts'
import { type PromiseOn, runningPromises, type TicketFacts } from './promises-of.ts'
import { aroundTheClock, type OpeningHours } from './schedule.ts'
import { shareOf } from './share-of.ts'
import { hoursOf, type Schedules, type Target } from './targets.ts'

export type Owned = TicketFacts & {
  id: string
  claimedAt: Temporal.Instant | null
  /** The last thing the owner did on the ticket, whatever it was. */
  ownerActedAt: Temporal.Instant | null
  /** When the owner was last told that it is late; null: not yet. */
  ownerToldAt: Temporal.Instant | null
}

export type Reminder = {
  /** The same for the same thing to say, ever. */
  key: string
  kind: `${Tell}-${number}` | 'window' | 'comeBack' | 'release'
  tell: Tell
  at: Temporal.Instant
  /** The moment it is about: what was promised, the end of the window; for a release, its own. */
  due: Temporal.Instant
  /** The name of the opening hours outside of which nobody is told; null: at any time. */
  schedule: string | null
}

/** Everything to say about a ticket if nobody acts, in order of time. */
export function reminders(
  ticket: Owned,
  targets: readonly Target[],
  schedules: Schedules,
  ladder: Ladder = defaultLadder,
): Reminder[] {
  if (ticket.closedAt || (!ticket.waitingSince && !ticket.promisedAt)) return []
  const running = runningPromises(ticket, targets, schedules)
  const quietOf = (promise: PromiseOn | undefined): Quiet =>
    ladder.schedule === undefined
      ? { hours: promise?.hours ?? aroundTheClock, schedule: promise?.target?.schedule ?? null }
      : { hours: hoursOf(ladder, schedules), schedule: ladder.schedule }
  const [first] = running.toSorted((a, b) => Temporal.Instant.compare(a.due, b.due))
  return [
    ...running.flatMap((promise) => stepsOf(ticket, promise, ladder, quietOf(promise))),
    ...(first ? releaseOf(ticket, first, ladder, quietOf(first)) : []),
    ...windowOf(ticket, ladder, quietOf(running[0])),
    ...comeBackOf(ticket),
  ].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

type Quiet = { hours: OpeningHours; schedule: string | null }

const anyTime: Quiet = { hours: aroundTheClock, schedule: null }

function stepsOf(ticket: Owned, promise: PromiseOn, { steps }: Ladder, quiet: Quiet): Reminder[] {
  const { claimedAt } = ticket
  return steps
    .filter((step) => step.ticket === 'any' || (step.ticket === 'claimed') === (claimedAt !== null))
    .filter(({ tell }) => tell !== 'owner' || claimedAt !== null)
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at: percent, tell, always }) => {
      const share = shareOf(promise, percent)
      const at = percent < 100 ? share : share.add({ milliseconds: 1 })
      // Who claimed it later than that knew how it stood.
      if (tell === 'owner' && claimedAt && Temporal.Instant.compare(at, claimedAt) < 0) return []
      const awake = tell === 'leads' ? at : afterSnooze(ticket, at)
      if (!awake) return []
      const { hours, schedule } = always ? anyTime : quiet
      return [{ ...told(ticket, `${tell}-${percent}`, tell, promise.due), at: nextOpening(hours, awake), schedule }]
    })
}

function afterSnooze({ snoozedUntil }: Owned, at: Temporal.Instant): Temporal.Instant | null {
  return snoozedUntil === 'they answer' ? null : latest(at, snoozedUntil)
}

function releaseOf(ticket: Owned, { due }: PromiseOn, { releaseAfter }: Ladder, quiet: Quiet): Reminder[] {
  const { claimedAt, ownerActedAt, ownerToldAt } = ticket
  const missed = afterSnooze(ticket, due)
  if (!missed || !releaseAfter || !claimedAt) return []
  const silentSince = latest(missed, claimedAt, ownerActedAt, ownerToldAt)
  const at = nextOpening(quiet.hours, add(quiet.hours, silentSince, releaseAfter))
  return [{ ...told(ticket, 'release', 'owner', at), at, schedule: quiet.schedule }]
}

function windowOf(ticket: Owned, { windowAlways }: Ladder, quiet: Quiet): Reminder[] {
  const { windowUntil, waitingSince, claimedAt } = ticket
  if (!windowUntil || !waitingSince) return []
  const warning = windowUntil.subtract(windowWarning)
  const { hours, schedule } = windowAlways ? anyTime : quiet
  const at = openBefore(hours, waitingSince, warning, windowWarning)
  return [{ ...told(ticket, 'window', claimedAt ? 'owner' : 'duty', windowUntil), at, schedule }]
}

function comeBackOf(ticket: Owned): Reminder[] {
  const { promisedAt, claimedAt } = ticket
  if (!promisedAt) return []
  return [{ ...told(ticket, 'comeBack', claimedAt ? 'owner' : 'duty', promisedAt), at: promisedAt, schedule: null }]
}

function told({ id }: Owned, kind: Reminder['kind'], tell: Tell, due: Temporal.Instant) {
  return { key: `${id} ${kind} ${due}`, kind, tell, due }
}

function latest(first: Temporal.Instant, ...others: (Temporal.Instant | null)[]) {
  return others.reduce<Temporal.Instant>((a, b) => (b && Temporal.Instant.compare(a, b) < 0 ? b : a), first)
}
