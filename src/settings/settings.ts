import { z } from 'zod'
import { defaultLadder } from '../sla/ladder.ts'
import { duration } from './duration.ts'
import { fields } from './fields.ts'
import { language } from './language.ts'
import { name } from './name.ts'
import { percent } from './percent.ts'
import { route } from './route.ts'
import { satisfaction } from './satisfaction.ts'
import { schedule } from './schedule.ts'
import { target } from './target.ts'
import { thanks } from './thanks.ts'

const never = z.codec(z.literal('never'), z.null(), { decode: () => null, encode: () => 'never' as const })
const lengthOrNever = z.union([never, duration], {
  error: ({ input }) => `${JSON.stringify(input)} is no length of time. Write 2h, 3d or never.`,
})

const words = z.array(z.string().trim().min(1, 'Leave no empty words.').max(100, 'Use at most 100 characters.'))

const step = fields({
  ticket: z.enum(['unclaimed', 'claimed', 'any']).default('any'),
  at: percent,
  tell: z.enum(['channel', 'duty', 'owner', 'leads']),
  always: z.boolean().default(false),
})

const reminders = fields({
  steps: z.array(step).default(() => [...defaultLadder.steps]),
  releaseAfter: lengthOrNever.default(defaultLadder.releaseAfter),
  windowAlways: z.boolean().default(defaultLadder.windowAlways),
  schedule: name.optional(),
  /** Slack ids of those who are mentioned when a ticket needs someone; none: the leads. */
  duty: z.array(z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'Write a Slack member id, such as U024BE7LH.')).optional(),
})

/**
 * What a team has set. It reads the JSON form, which is the settings file as an object and may be stored as it is;
 * `z.encode(settingsSchema, settings)` gives that form back. Everything may be left out. No targets: the promise of
 * REPLY_TARGET_MINUTES holds, in the first schedule's time if there is one.
 */
export const settingsSchema = fields({
  schedules: z.array(schedule).default([]),
  targets: z.array(target).default([]),
  routes: z.array(route).default([]),
  reminders: reminders.prefault({}),
  urgent: words.default([]),
  thanks: words.default(() => [...thanks]),
  /** What the team reads; a card says so when a customer writes in another one. */
  languages: z
    .array(language)
    .min(1, 'Name at least one language.')
    .default(() => ['en']),
  closeAfter: lengthOrNever.default(Temporal.Duration.from({ hours: 72 })),
  satisfaction: satisfaction.default(null),
  // Figures about single agents, for themselves and for leads; false: for nobody.
  agentFigures: z.boolean().default(true),
}).superRefine(({ schedules, targets, reminders }, context) => {
  const names = schedules.map((schedule) => schedule.name)
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  for (const [place, one] of names.entries())
    if (names.indexOf(one) < place) refuse(['schedules', place, 'name'], `There are two schedules named ${one}.`)
  const missing = (one: string | undefined) => one !== undefined && !names.includes(one)
  const known = names.length > 0 ? `Known: ${names.join(', ')}.` : 'Add it under schedules.'
  for (const [place, { schedule }] of targets.entries())
    if (missing(schedule)) refuse(['targets', place, 'schedule'], `There is no schedule named ${schedule}. ${known}`)
  if (missing(reminders.schedule))
    refuse(['reminders', 'schedule'], `There is no schedule named ${reminders.schedule}. ${known}`)
})

export type Settings = z.output<typeof settingsSchema>

/** The form that is stored and written to a file. */
export type SettingsJson = z.input<typeof settingsSchema>
