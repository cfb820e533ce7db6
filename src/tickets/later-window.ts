/** Until when the network lets us answer: a message that comes late takes nothing from the time that a newer one gave us. */
export function laterWindow(
  before: Temporal.Instant | null,
  its: Temporal.Instant | undefined,
): Temporal.Instant | null {
  if (!before || !its) return its ?? before
  return Temporal.Instant.compare(its, before) < 0 ? before : its
}
