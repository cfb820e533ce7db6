/** "4 seconds ago", "1 h 50 min ago". */
export function ago(at: Temporal.Instant, now: Temporal.Instant): string {
  const seconds = Math.max(0, Math.round((now.epochMilliseconds - at.epochMilliseconds) / 1000))
  if (seconds < 60) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'} ago`
  return `${lasting(Temporal.Duration.from({ seconds }))} ago`
}

/** "45 min", "1 h 50 min", "3 days". Never more than two parts; people read it, nobody calculates with it. */
export function lasting(duration: Temporal.Duration): string {
  const minutes = Math.floor(duration.total('minutes'))
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`
  return `${Math.floor(minutes / 1440)} days`
}
