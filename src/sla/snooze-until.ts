import { readDay } from './read-day.ts'

/** A moment to wake at, or a sentence for the agent about what was typed. */
export type Snooze = { until: Temporal.Instant } | { refusal: string }

/**
 * Reads "1 hour", "in 2 hours", "14:00", "tomorrow", "tomorrow 9:00", "Monday 10:00", "2026-12-24" or "24 Dec 10:00" in
 * the agent's zone. A day without a time means nine in the morning; a time of day that has passed means tomorrow's.
 */
export function snoozeUntil(text: string, zone: string, now: Temporal.Instant): Snooze {
  const typed = text.trim()
  const words = typed.toLowerCase().replace(/\s+/g, ' ')
  const here = now.toZonedDateTimeISO(zone)
  const at = afterAWhile(words, here) ?? atATime(words, here)
  if (!at)
    return { refusal: `"${typed}" is no time Roost knows. Try "2 hours", "tomorrow 9:00" or "2026-12-24 10:00".` }
  if (Temporal.ZonedDateTime.compare(at, here) <= 0) return { refusal: `"${typed}" has passed. Choose a later time.` }
  if (Temporal.ZonedDateTime.compare(at, here.add({ years: 1 })) > 0)
    return { refusal: `"${typed}" is more than a year away. Choose an earlier time.` }
  return { until: at.toInstant() }
}

const amount = /(\d{1,4}) ?(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)(?![a-z])/g

function afterAWhile(words: string, here: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const text = words
    .replace(/^(in|for) /, '')
    .replace(/^half an hour$/, '30 min')
    .replace(/\b(an?|one) (?=minute|hour|day|week)/g, '1 ')
  if (!/\d/.test(text) || text.replace(amount, '').replace(/and|[, ]/g, '') !== '') return null
  return [...text.matchAll(amount)].reduce((at, [, count, unit = '']) => {
    const long = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' }[unit.charAt(0)] ?? 'hours'
    return at.add({ [long]: Number(count) })
  }, here)
}

const timeAtTheEnd = /(?:^| )(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h|o'clock)?$/

function atATime(words: string, here: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const text = words.replace(/^(until|till|on|at) /, '').replace(/\bnoon$/, '12:00')
  const wholeDay = readDay(text, here)
  if (wholeDay) return on(wholeDay, Temporal.PlainTime.from('09:00'), here)
  const [ending, hour, minute, half] = timeAtTheEnd.exec(text) ?? []
  if (ending === undefined) return null
  const dayWords = text.slice(0, text.length - ending.length)
  // A number alone could be minutes, an hour or a day of the month.
  if (dayWords === '' && minute === undefined && half === undefined && !words.startsWith('at ')) return null
  const time = timeOf(Number(hour), Number(minute ?? 0), half)
  if (!time) return null
  if (dayWords !== '') {
    const day = readDay(dayWords, here)
    return day && on(day, time, here)
  }
  const today = on({ date: here.toPlainDate(), weekly: false }, time, here)
  return Temporal.ZonedDateTime.compare(today, here) > 0 ? today : today.add({ days: 1 }).withPlainTime(time)
}

function timeOf(hour: number, minute: number, half = '') {
  if (hour > 23 || minute > 59 || (/^[ap]m$/.test(half) && (hour === 0 || hour > 12))) return null
  if (half === 'pm') return Temporal.PlainTime.from({ hour: (hour % 12) + 12, minute })
  return Temporal.PlainTime.from({ hour: half === 'am' ? hour % 12 : hour, minute })
}

function on(
  day: { date: Temporal.PlainDate; weekly: boolean },
  plainTime: Temporal.PlainTime,
  here: Temporal.ZonedDateTime,
) {
  const at = day.date.toZonedDateTime({ timeZone: here.timeZoneId, plainTime })
  return day.weekly && Temporal.ZonedDateTime.compare(at, here) <= 0 ? at.add({ weeks: 1 }) : at
}
