import type { Range } from './scope.ts'

/** When digests are due: at a local time, on the days somebody works. */
export interface DigestRule {
  zone: string
  /** Local time of day, as 09:00. */
  time: string
  works: (day: Temporal.PlainDate) => boolean
}

export interface DigestDay {
  /** The local date it stands for, which has one digest, ever. */
  day: Temporal.PlainDate
  /** When it was due. */
  at: Temporal.Instant
}

// Holidays never close a team for longer.
const LONGEST_PAUSE = 60

/**
 * The digest that should stand by now, if it does not yet: the latest one only, since it covers all since the last one.
 * None for a time before the first start, and none for a date that has one.
 */
export function dueDigest(
  rule: DigestRule,
  { last, started }: { last: Temporal.PlainDate | undefined; started: Temporal.Instant },
  now: Temporal.Instant,
): DigestDay | undefined {
  const due = latestDigest(rule, now)
  if (!due || Temporal.Instant.compare(due.at, started) < 0) return undefined
  return last && Temporal.PlainDate.compare(due.day, last) <= 0 ? undefined : due
}

/** The last digest time at or before a moment. */
export function latestDigest(rule: DigestRule, now: Temporal.Instant): DigestDay | undefined {
  const today = now.toZonedDateTimeISO(rule.zone).toPlainDate()
  for (let back = 0; back <= LONGEST_PAUSE; back++) {
    const day = today.subtract({ days: back })
    const at = digestTime(rule, day)
    if (rule.works(day) && Temporal.Instant.compare(at, now) <= 0) return { day, at }
  }
  return undefined
}

/** What a digest covers: all since the last one, or since the digest time before, if there never was one. */
export function spanOf(
  rule: DigestRule,
  { at }: DigestDay,
  lastUntil: Temporal.Instant | undefined,
  now: Temporal.Instant,
): Range {
  const before = latestDigest(rule, at.subtract({ milliseconds: 1 }))?.at ?? at.subtract({ hours: 24 })
  return { from: lastUntil ?? before, to: now }
}

/** A time that the clocks skip comes when they have; of one that they repeat, the first counts. */
function digestTime({ zone, time }: DigestRule, day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).toInstant()
}
