import { z } from 'zod'
import type { Incoming, Polled, Unreadable } from '../networks/network.ts'

export type Readable = Exclude<Incoming, Unreadable>

const LIST = 'as read'

/** What a poll has read, but its network will not fill in, is kept as it was read. */
export function keptAsRead(one: Readable): Polled {
  return { list: LIST, json: one }
}

/** Undefined where it is kept as it stood in a list of the network's. */
export function readKept({ list, json }: Polled): Readable | undefined {
  return list === LIST ? { ...asRead.parse(json), ...moments.parse(json) } : undefined
}

const asRead = z.custom<Readable>((json) => z.object({ is: z.string() }).safeParse(json).success)

const instant = z
  .string()
  .transform((text) => Temporal.Instant.from(text))
  .optional()
const moments = z.object({ at: instant, replyUntil: instant })
