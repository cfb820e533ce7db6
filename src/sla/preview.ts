import { add } from './add.ts'
import { momentInWords } from './moment-in-words.ts'
import type { Schedule } from './schedule.ts'

/** What a promise means in these hours: "A comment on Friday 17:50 is due Monday 09:20"; with its date if it is far off. */
export function preview(
  schedule: Schedule,
  from: Temporal.Instant,
  promised: Temporal.Duration,
  now: Temporal.Instant,
): string {
  const due = add(schedule, from, promised)
  const { zone } = schedule
  return `A comment on ${momentInWords(from, zone, now)} is due ${momentInWords(due, zone, from)}`
}
