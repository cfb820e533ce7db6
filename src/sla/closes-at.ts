import type { TicketFacts } from './promises-of.ts'

/**
 * When a ticket closes by itself because the customer stays silent: so long after the last thing that ended a turn of
 * waiting, or our last word; but never while it is snoozed. Null while somebody waits, after "I'll come back", and where nothing is set.
 */
export function closesAt(ticket: TicketFacts, closeAfter: Temporal.Duration | null): Temporal.Instant | null {
  const { closedAt, waitingSince, promisedAt, firstReplyAt, answered, excusedAt, lastReplyAt, snoozedUntil } = ticket
  if (closedAt || waitingSince || promisedAt || !closeAfter) return null
  const last = latest(firstReplyAt, answered?.at, excusedAt, lastReplyAt)
  return last && latest(last.add({ milliseconds: closeAfter.total('milliseconds') }), snoozedUntil)
}

function latest(...moments: (Temporal.Instant | string | null | undefined)[]) {
  return (
    moments
      .filter((moment) => moment instanceof Temporal.Instant)
      .toSorted(Temporal.Instant.compare)
      .at(-1) ?? null
  )
}
