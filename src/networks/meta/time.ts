let latest: Temporal.Instant | undefined

/** What time it is at Graph, as its latest answer says: the machine's own clock may be wrong. Undefined before the first one. */
export function timeThere(): Temporal.Instant | undefined {
  return latest
}

export function noteTime(headers: Headers): void {
  const said = Date.parse(headers.get('date') ?? '')
  if (!Number.isNaN(said)) latest = Temporal.Instant.fromEpochMilliseconds(said)
}
