import { z } from 'zod'
import type { Schedule } from '../sla/schedule.ts'
import { week } from './week.ts'

/** Hours as a lead types them, a line for some days: `mon-thu 08:00-12:00, 13:30-18:00`, `fri 22:00-06:00`, or `always`. */
export function writeWeekLines(hours: Schedule['hours']): string {
  const written = z.encode(week, hours)
  if (written === 'always') return written
  return Object.entries(written)
    .map(([days, spans]) => `${days} ${[spans].flat().join(', ')}`)
    .join('\n')
}

/** The form that `week` reads; what is wrong in it is told there. Days named on several lines get the hours of all of them. */
export function readWeekLines(text: string): z.input<typeof week> {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 1 && /^\s*always\s*$/i.test(text)) return 'always'
  const hours: Record<string, string[]> = {}
  for (const line of lines) {
    const [, days = '', spans = ''] = /^([^\d]*?)[\s:]*(\d.*)?$/.exec(line.trim()) ?? []
    for (const day of days.split(',').map((name) => name.replace(/\s+/g, '').toLowerCase()))
      hours[day] = [...(hours[day] ?? []), ...spans.split(',').flatMap((span) => span.trim() || [])]
  }
  return hours
}
