/** Short, for a card or a reminder: "45 min", "1 h 50 min", "3 days 4 h". Begun minutes do not count. */
export function durationInWords(duration: Temporal.Duration): string {
  const minutes = Math.floor(duration.total('minutes'))
  if (minutes < 1) return 'less than a minute'
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const parts =
    days > 0 ? [counted(days, 'day'), hours && `${hours} h`] : [hours && `${hours} h`, rest && `${rest} min`]
  return parts.filter(Boolean).join(' ')
}

/** In full, for a promise: "1 hour", "1 hour 30 minutes", "48 hours", since a day of open time is more than one day. */
export function promiseInWords(duration: Temporal.Duration): string {
  const minutes = Math.round(duration.total('minutes'))
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && counted(hours, 'hour'), (rest > 0 || hours === 0) && counted(rest, 'minute')]
    .filter(Boolean)
    .join(' ')
}

function counted(count: number, unit: string) {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
