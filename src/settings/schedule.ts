import { z } from 'zod'
import { checkSchedule } from '../sla/check-schedule.ts'
import type { Holiday, Schedule } from '../sla/schedule.ts'
import { fields } from './fields.ts'
import { name } from './name.ts'
import { spans } from './spans.ts'
import { week } from './week.ts'

const holiday = z.codec(
  z.union([z.string(), fields({ date: z.string(), name: name.optional(), hours: spans.optional() })], {
    error: 'Write a date such as 2026-12-25, or { date: 2026-12-24, hours: [09:00-12:00] }.',
  }),
  z.custom<Holiday>((value) => typeof value === 'object'),
  {
    decode: (written) =>
      typeof written === 'string' ? { date: written, hours: [] } : { ...written, hours: written.hours ?? [] },
    encode: ({ date, name, hours }) =>
      name === undefined && hours.length === 0
        ? date
        : { date, ...(name !== undefined && { name }), ...(hours.length > 0 && { hours }) },
  },
)

/** Opening hours that make sense: see `checkSchedule` for what is refused. */
export const schedule = fields({
  name,
  zone: z.string(),
  hours: week,
  holidays: z.array(holiday).default([]),
}).superRefine((schedule: Schedule, context) => {
  for (const { path, sentence } of checkSchedule(schedule))
    context.addIssue({ code: 'custom', path, message: sentence })
})
