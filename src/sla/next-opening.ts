import { openings } from './openings.ts'
import type { OpeningHours } from './schedule.ts'

/** The moment itself if it is open then, else the moment of the next opening. */
export function nextOpening(hours: OpeningHours, at: Temporal.Instant): Temporal.Instant {
  for (const { opens } of openings(hours, at.epochMilliseconds))
    return opens === at.epochMilliseconds ? at : Temporal.Instant.fromEpochMilliseconds(opens)
  throw new RangeError('Openings never end.')
}
