import { z } from 'zod'

/** Meta sends ids as text, and in older shapes as numbers. */
export const id = z.union([z.string().min(1), z.int().transform(String)])

/** Seconds in `changes`, milliseconds in `messaging`, and `entry.time` follows either. */
export const instant = z
  .int()
  .min(0)
  .max(8.64e15)
  .transform((time) => Temporal.Instant.fromEpochMilliseconds(time < 100_000_000_000 ? time * 1000 : time))

/** A list of members that are read one by one, so that a broken one does not take the others with it. */
const members = z.array(z.unknown()).optional()

export const delivery = z.object({ object: z.string(), entry: z.array(z.unknown()) })

export const entry = z.object({
  id,
  time: instant.optional(),
  changes: members,
  messaging: members,
  standby: members,
})

export const change = z.object({ field: z.string(), value: z.unknown() })

/** `2023-12-01T06:52:51+0000`, in what is fetched rather than delivered. */
export const isoInstant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text)
  } catch {
    context.addIssue('expected a date and time')
    return z.NEVER
  }
})
