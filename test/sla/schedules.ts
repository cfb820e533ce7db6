import { readSpan } from '../../src/sla/read-span.ts'
import { type Schedule, type Span, type Weekday, weekdays } from '../../src/sla/schedule.ts'

type Hours = Partial<Record<Weekday, string[]>>

/** A schedule as a test writes it: `schedule({ mon: ['9-17'] })`, in UTC and without holidays unless said. */
export function schedule(
  hours: Hours,
  { zone = 'UTC', holidays = {} }: { zone?: string; holidays?: Record<string, string[]> } = {},
): Schedule {
  return {
    name: 'Office',
    zone,
    hours: {
      mon: spans(hours.mon),
      tue: spans(hours.tue),
      wed: spans(hours.wed),
      thu: spans(hours.thu),
      fri: spans(hours.fri),
      sat: spans(hours.sat),
      sun: spans(hours.sun),
    },
    holidays: Object.entries(holidays).map(([date, texts]) => ({ date, hours: spans(texts) })),
  }
}

export function everyDay(...texts: string[]): Hours {
  return Object.fromEntries(weekdays.map((weekday) => [weekday, texts]))
}

export const workWeek: Hours = { mon: ['9-17'], tue: ['9-17'], wed: ['9-17'], thu: ['9-17'], fri: ['9-17'] }

function spans(texts: string[] = []): Span[] {
  return texts.flatMap((text) => readSpan(text) ?? [])
}
