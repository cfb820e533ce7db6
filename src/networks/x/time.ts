let there: { at: number; asOf: number } | undefined

/** What time it is at X, going on from its latest answer; before the first one, what this machine believes. */
export function timeThere(): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(
    there ? Math.round(there.at + performance.now() - there.asOf) : Date.now(),
  )
}

export function noteTime(headers: Headers): void {
  const at = Date.parse(headers.get('date') ?? '')
  if (!Number.isNaN(at)) there = { at, asOf: performance.now() }
}
