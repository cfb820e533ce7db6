/** A moment at which a ticket needs a word. `for` is the promise it is about, so that each is said once for each promise. */
export interface Step {
  kind: 'wake' | 'promised' | 'needs someone' | 'needs someone soon' | 'due soon' | 'late'
  at: Temporal.Instant
  for: Temporal.Instant
}

export interface Waiting {
  claimed: boolean
  snoozedUntil: Temporal.Instant | null
  comeBackAt: Temporal.Instant | null
  waiting: { since: Temporal.Instant; dueAt: Temporal.Instant } | null
}

/** All steps of a ticket as it stands, soonest first. A snoozed ticket has one: to wake. */
export function steps({ claimed, snoozedUntil, comeBackAt, waiting }: Waiting): Step[] {
  if (snoozedUntil) return [{ kind: 'wake', at: snoozedUntil, for: snoozedUntil }]
  const all: Step[] = comeBackAt ? [{ kind: 'promised', at: comeBackAt, for: comeBackAt }] : []
  if (waiting) {
    const step = (kind: Step['kind'], share: number) =>
      all.push({ kind, at: part(waiting.since, waiting.dueAt, share), for: waiting.dueAt })
    if (claimed) step('due soon', 0.75)
    else {
      step('needs someone', 0.5)
      step('needs someone soon', 0.75)
    }
    step('late', 1)
  }
  return all.sort((a, b) => Temporal.Instant.compare(a.at, b.at))
}

function part(from: Temporal.Instant, to: Temporal.Instant, share: number): Temporal.Instant {
  const milliseconds = Math.round((to.epochMilliseconds - from.epochMilliseconds) * share)
  return from.add({ milliseconds })
}
