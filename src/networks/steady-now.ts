/** Goes on where the machine's clock is set: for how long something lasts, never for when it was. */
export function steadyNow(): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(performance.timeOrigin + performance.now()))
}
