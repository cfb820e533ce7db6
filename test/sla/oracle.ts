import type { OpeningHours, Schedule } from '../../src/sla/schedule.ts'

// Walks minute by minute and asks Intl what the clock on the wall reads. Slow and plain on purpose: it shares nothing
// with the code it judges but the shape of a schedule.

const minute = 60_000
const day = 24 * 60 * minute
const weekday = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const walls = new Map<string, ReturnType<typeof wallIn>>()

/** The open minutes among so many from a moment on (milliseconds since 1970), each by its beginning. */
export function openMinutes(hours: OpeningHours, from: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => from + place * minute).filter((at) =>
    isOpen(holding(hours, at), at),
  )
}

function holding(hours: OpeningHours, at: number): Schedule | undefined {
  if ('zone' in hours) return hours
  return (hours.findLast((version) => version.from.epochMilliseconds <= at) ?? hours[0])?.schedule
}

function isOpen(schedule: Schedule | undefined, at: number) {
  if (!schedule) return false
  const wall = read(schedule.zone, at)
  const midnight = Math.floor(wall / day) * day
  const minuteOfDay = (wall - midnight) / minute
  return (
    spansOn(schedule, midnight).some(({ from, to }) => from <= minuteOfDay && minuteOfDay < to) ||
    spansOn(schedule, midnight - day).some(({ to }) => minuteOfDay + 1440 < to)
  )
}

/** What the wall reads, as if it were UTC. Remembered, since asking Intl is nearly all that a walk costs. */
function read(zone: string, at: number) {
  const wall = walls.get(zone) ?? wallIn(zone)
  walls.set(zone, wall)
  const known = wall.read.get(at)
  if (known !== undefined) return known
  const reading = Date.parse(`${wall.format.format(at).replace(' ', 'T')}Z`)
  wall.read.set(at, reading)
  return reading
}

function wallIn(zone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return { format, read: new Map<number, number>() }
}

function spansOn({ hours, holidays }: Schedule, midnight: number) {
  const date = new Date(midnight)
  const holiday = holidays.find((one) => one.date === date.toISOString().slice(0, 10))
  return holiday?.hours ?? hours[weekday[date.getUTCDay()] ?? 'sun']
}
