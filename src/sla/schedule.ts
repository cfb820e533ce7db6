export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type Weekday = (typeof weekdays)[number]

/**
 * From opening to closing, in minutes after midnight of the day it begins on. A night ends past 1440:
 * 22:00-06:00 is 1320 to 1800, and all of it belongs to the day it begins on.
 */
export type Span = { from: number; to: number }

/** A date, `2026-12-24`, with hours of its own in place of its weekday's; none of them: closed all day. */
export type Holiday = { date: string; name?: string; hours: Span[] }

/**
 * Opening hours as plain data. `checkSchedule` says whether they make sense; everything else here trusts them.
 * Never changed in place: what is opened from one is remembered by its identity.
 */
export type Schedule = { name: string; zone: string; hours: Record<Weekday, Span[]>; holidays: Holiday[] }

/** A schedule that holds from this moment until the next version's. */
export type Version = { from: Temporal.Instant; schedule: Schedule }

/** One schedule, or its versions in order of time. The first one also holds before its own moment. */
export type OpeningHours = Schedule | readonly Version[]

const allDay = [{ from: 0, to: 1440 }]

/** Where no schedule is named, time is counted by the clock on the wall, day and night. */
export const aroundTheClock: Schedule = {
  name: 'around the clock',
  zone: 'UTC',
  hours: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
  holidays: [],
}
