const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A duration in milliseconds as people say it: `40 s`, `11 min`, `2 h 40 min`, `3 days 4 h`. */
export function duration(ms: number): string {
  if (ms < MINUTE - SECOND / 2) return `${Math.round(ms / SECOND)} s`
  if (ms < HOUR - MINUTE / 2) return `${Math.round(ms / MINUTE)} min`
  if (ms < DAY - MINUTE / 2) return parts(Math.round(ms / MINUTE), 60, 'h', 'min')
  const hours = Math.round(ms / HOUR)
  return parts(hours, 24, hours < 48 ? 'day' : 'days', 'h')
}

function parts(small: number, size: number, large: string, unit: string): string {
  const rest = small % size
  return `${Math.floor(small / size)} ${large}${rest > 0 ? ` ${rest} ${unit}` : ''}`
}
