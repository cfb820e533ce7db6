import { add } from './add.ts'
import { momentInWords } from './moment-in-words.ts'
import type { Schedule } from './schedule.ts'

/** What a promise means in these hours: "A comment on Friday 17:50 is due Monday 09:20". */
export function preview(schedule: Schedule, from: Temporal.Instant, promised: Temporal.Duration): string {
  const due = add(schedule, from, promised)
  const { zone } = schedule
  return `A comment on ${momentInWords(from, zone, from)} is due ${momentInWords(due, zone, from)}`
}
