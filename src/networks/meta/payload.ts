import { z } from 'zod'
import { id, moment } from '../loosely.ts'

/** A list of members that are read one by one, so that a broken one does not take the others with it. */
const members = z.array(z.unknown()).optional()

export const delivery = z.object({ object: z.string(), entry: z.array(z.unknown()) })

export const entry = z.object({
  id,
  /** When it was sent: seconds beside `changes`, milliseconds beside `messaging`. */
  time: moment.optional().catch(undefined),
  changes: members,
  messaging: members,
  standby: members,
})

export const change = z.object({ field: z.string(), value: z.unknown().optional() })
