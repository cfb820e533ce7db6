import { writeSpan } from '../sla/read-span.ts'
import type { Holiday } from '../sla/schedule.ts'

/** Holidays as a lead types them, one a line: `2026-12-25 Christmas Day`, or `2026-12-24 09:00-12:00` for a half day. */
export function writeHolidayLines(holidays: readonly Holiday[]): string {
  return holidays
    .map(({ date, hours, name }) => [date, hours.map(writeSpan).join(', '), name].filter(Boolean).join(' '))
    .join('\n')
}

const span = '\\d{1,2}(?::\\d{2})?\\s*[-–]\\s*\\d{1,2}(?::\\d{2})?'
const line = new RegExp(`^(\\S+)(?:\\s+(${span}(?:\\s*,\\s*${span})*))?(?:\\s+(.*))?$`)

/** The form that a schedule's `holidays` are read from; what is wrong in it is told there. */
export function readHolidayLines(text: string): { date: string; name?: string; hours?: string[] }[] {
  return text
    .split('\n')
    .map((written) => written.trim())
    .filter(Boolean)
    .map((written) => {
      const [, date = written, hours, name] = line.exec(written) ?? []
      return { date, ...(name && { name }), ...(hours && { hours: hours.split(',').map((one) => one.trim()) }) }
    })
}
