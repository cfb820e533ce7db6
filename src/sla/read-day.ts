import { weekdays } from './schedule.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A day in lower-case words, seen from `here`: "today", "tomorrow", "monday", "next monday", "2026-12-24", "24 dec",
 * "dec 24" or "24.12."; null if it is none. A weekday that is `weekly` may still be today's.
 */
export function readDay(
  words: string,
  here: Temporal.ZonedDateTime,
): { date: Temporal.PlainDate; weekly: boolean } | null {
  const today = here.toPlainDate()
  if (words === 'today') return { date: today, weekly: false }
  if (words === 'tomorrow') return { date: today.add({ days: 1 }), weekly: false }
  return weekday(words, today) ?? dated(words, today)
}

function weekday(words: string, today: Temporal.PlainDate) {
  const [, next, name = ''] = /^(next )?([a-z]{3,9})$/.exec(words) ?? []
  const place = weekdays.findIndex((one) => name.startsWith(one) && fullNames[one].startsWith(name))
  if (place < 0) return null
  const ahead = (place + 1 - today.dayOfWeek + 7) % 7
  return next && ahead === 0
    ? { date: today.add({ weeks: 1 }), weekly: false }
    : { date: today.add({ days: ahead }), weekly: true }
}

const fullNames = {
  mon: 'monday',
  tue: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
}

function dated(words: string, today: Temporal.PlainDate) {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(words)
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(words)
  if (dotted) return coming(dotted[3], Number(dotted[2]), Number(dotted[1]), today)
  const [, day, name = '', year] = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})(?: (\d{4}))?$/.exec(words) ?? []
  if (day) return coming(year, months.indexOf(name.slice(0, 3)) + 1, Number(day), today)
  const [, monthName = '', dayAfter, yearAfter] =
    /^([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(words) ?? []
  return dayAfter ? coming(yearAfter, months.indexOf(monthName.slice(0, 3)) + 1, Number(dayAfter), today) : null
}

/** Without a year, the next time there is such a date. */
function coming(year: string | undefined, month: number, day: number, today: Temporal.PlainDate) {
  const found = dateOf(year ? Number(year) : today.year, month, day)
  if (year || !found || Temporal.PlainDate.compare(found.date, today) >= 0) return found
  return dateOf(today.year + 1, month, day)
}

function dateOf(year: number, month: number, day: number) {
  try {
    return { date: Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }), weekly: false }
  } catch {
    return null
  }
}
