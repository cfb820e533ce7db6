import type { Span } from './schedule.ts'

const written = /^(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?$/

/** Opening hours as people write them, `08:00-12:00`, `9-17` or the night `22:00-06:00`; null if it is not that. */
export function readSpan(text: string): Span | null {
  const match = written.exec(text.trim())
  if (!match) return null
  const from = minuteOfDay(match[1], match[2])
  const to = minuteOfDay(match[3], match[4])
  if (from === null || to === null || from === 1440 || from === to) return null
  return { from, to: to < from ? to + 1440 : to }
}

function minuteOfDay(hours = '', minutes = '00') {
  const minute = Number(hours) * 60 + Number(minutes)
  return Number(minutes) < 60 && minute <= 1440 ? minute : null
}

/** The same as text: `08:00-12:00`. */
export function writeSpan({ from, to }: Span): string {
  return `${timeOfDay(from % 1440)}-${timeOfDay(to > 1440 ? to % 1440 : to)}`
}

function timeOfDay(minute: number) {
  const digits = (number: number) => String(number).padStart(2, '0')
  return `${digits(Math.floor(minute / 60))}:${digits(minute % 60)}`
}
