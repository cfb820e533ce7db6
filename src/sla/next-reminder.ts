import type { Reminder } from './reminders.ts'

/**
 * The next reminder that is not yet said, `said` holding keys; due if its moment is not after now. One that a later one
 * has overtaken is not said any more: after a day without the app nobody is warned of what is late already.
 */
export function nextReminder(
  reminders: readonly Reminder[],
  said: ReadonlySet<string>,
  now: Temporal.Instant,
): Reminder | null {
  const overtaken = (reminder: Reminder, place: number) =>
    reminders
      .slice(place + 1)
      .some((later) => about(later) === about(reminder) && (said.has(later.key) || isPassed(later, now)))
  return reminders.find((reminder, place) => !said.has(reminder.key) && !overtaken(reminder, place)) ?? null
}

function isPassed({ at }: Reminder, now: Temporal.Instant) {
  return Temporal.Instant.compare(at, now) <= 0
}

function about({ kind, tell }: Reminder) {
  return kind === 'window' || kind === 'comeBack' ? kind : tell
}
