import { add } from './add.ts'
import { aroundTheClock, type OpeningHours } from './schedule.ts'

export type Metric = 'firstReply' | 'nextReply' | 'resolution'

/** What a target can ask about a ticket. `account` is the account's name. */
export type Subject = {
  account: string
  place: 'public' | 'private' | 'review'
  priority: 'urgent' | 'high' | 'normal' | 'low'
  tags: readonly string[]
}

/** What was promised to whom; durations are open time of the named schedule, or time on the wall without one. */
export type Target = {
  when: { account?: string; place?: Subject['place']; priority?: Subject['priority']; tag?: string }
  firstReply?: Temporal.Duration
  nextReply?: Temporal.Duration
  resolution?: Temporal.Duration
  schedule?: string
}

/** By name. Each schedule that a target names is there. */
export type Schedules = ReadonlyMap<string, OpeningHours>

/** While no promise is set: so many minutes for the first and each next reply, in the team's hours if it has any. */
export function defaultTargets(replyMinutes: number, schedule?: string): Target[] {
  const promise = Temporal.Duration.from({ minutes: replyMinutes })
  return [{ when: {}, firstReply: promise, nextReply: promise, schedule }]
}

/**
 * The target that ends first among those that fit, and its moment; null if nothing is promised. Of two that end
 * together the one that asks for more counts, so that the reason shown is the particular one.
 */
export function tightest(
  targets: readonly Target[],
  schedules: Schedules,
  subject: Subject,
  metric: Metric,
  from: Temporal.Instant,
): { target: Target; due: Temporal.Instant } | null {
  let best: { target: Target; due: Temporal.Instant } | null = null
  for (const target of targets) {
    const promised = target[metric]
    if (!promised || !fits(target, subject)) continue
    const due = add(hoursOf(target, schedules), from, promised)
    const order = best ? Temporal.Instant.compare(due, best.due) : -1
    if (!best || order < 0 || (order === 0 && particular(target) > particular(best.target))) best = { target, due }
  }
  return best
}

/** The opening hours that are named, or day and night. Throws if they are not there. */
export function hoursOf({ schedule }: { schedule?: string }, schedules: Schedules): OpeningHours {
  if (schedule === undefined) return aroundTheClock
  const hours = schedules.get(schedule)
  if (!hours) throw new Error(`There is no schedule named ${schedule}.`)
  return hours
}

function fits({ when }: Target, { account, place, priority, tags }: Subject) {
  return (
    (when.account === undefined || when.account === account) &&
    (when.place === undefined || when.place === place) &&
    (when.priority === undefined || when.priority === priority) &&
    (when.tag === undefined || tags.includes(when.tag))
  )
}

function particular({ when }: Target) {
  return Object.values(when).filter((condition) => condition !== undefined).length
}
