import { z } from 'zod'

// What networks send differs from what they document: numbers as text, text as numbers, other ways to write a moment.
// What a message cannot be without is read in all of these; what only adorns it never keeps a message out.

/** Text, though some networks and older shapes send numbers. */
export const id = z.union([z.string().min(1), z.int().transform(String)], 'expected an id')

/** A whole number, perhaps as text. */
export const whole = z.union(
  [
    z.int(),
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .transform(Number),
  ],
  'expected a whole number',
)

/** Seconds or milliseconds, perhaps as text, or a date and time. */
export const moment = z.union([z.number(), z.string()], 'expected a moment').transform((value, context) => {
  const at = typeof value === 'number' || /^\d+(\.\d+)?$/.test(value) ? sinceEpoch(Number(value)) : written(value)
  if (at) return at
  context.addIssue('expected a moment')
  return z.NEVER
})

/** Words that only adorn a message: a name, a handle, a picture's address. */
export const words = z.string().optional().catch(undefined)

/** The members of a list that can be read. What is left out says nothing of its own. */
export function each<T extends z.ZodType>(one: T) {
  return z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((list) =>
      list.flatMap((json) => {
        const read = one.safeParse(json)
        return read.success ? [read.data] : []
      }),
    )
}

function sinceEpoch(time: number): Temporal.Instant | undefined {
  const milliseconds = Math.round(time < 100_000_000_000 ? time * 1000 : time)
  return time >= 0 && milliseconds <= 8.64e15 ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : undefined
}

/** `2023-12-01T06:52:51+0000`, `Wed Oct 10 20:19:24 +0000 2018`; without an offset it is UTC. */
function written(text: string): Temporal.Instant | undefined {
  const hasZone = /([zZ]|[+-]\d\d:?\d\d|GMT)/.test(text.slice(10))
  const milliseconds = Date.parse(hasZone ? text : `${text}Z`)
  return Number.isNaN(milliseconds) ? undefined : Temporal.Instant.fromEpochMilliseconds(milliseconds)
}
