import type { TicketFacts } from '../../src/sla/promises-of.ts'

/** Mira wrote at nine on a Wednesday and waits, unless said otherwise. */
export function ticket(changes: Partial<TicketFacts> = {}): TicketFacts {
  return {
    account: 'lumen_de',
    place: 'public',
    priority: 'normal',
    tags: [],
    openedAt: at('09:00'),
    waitingSince: at('09:00'),
    firstReplyAt: null,
    answered: null,
    lastReplyAt: null,
    customersTurns: [],
    closedAt: null,
    excusedAt: null,
    snoozedUntil: null,
    promisedAt: null,
    windowUntil: null,
    dues: {},
    ...changes,
  }
}

/** A time of Wednesday, 17 January 2024, or of any date written before it; in UTC. */
export function at(time: string): Temporal.Instant {
  return Temporal.Instant.from(time.includes('T') ? `${time}Z` : `2024-01-17T${time}Z`)
}

/** `minutes(90)`, as a promise is written in these tests. */
export function minutes(count: number): Temporal.Duration {
  return Temporal.Duration.from({ minutes: count })
}
