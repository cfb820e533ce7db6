import { z } from 'zod'

const cursor = z.object({ since: z.string().transform((text) => Temporal.Instant.from(text)) })

/**
 * From when a poll must ask: a little before the last one, because what was said shows up late and in whole seconds. The
 * first reaches back as far as connecting may ask for; what is too old is left out by whoever takes it in.
 */
export function askSince(kept: unknown, now: Temporal.Instant): Temporal.Instant {
  const read = cursor.safeParse(kept)
  return read.success ? read.data.since.subtract({ minutes: 5 }) : now.subtract({ hours: 7 * 24 })
}

export function isSince(at: Temporal.Instant | undefined, since: Temporal.Instant): boolean {
  return at === undefined || Temporal.Instant.compare(at, since) >= 0
}
