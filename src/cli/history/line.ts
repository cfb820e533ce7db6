import { z } from 'zod'
import { created } from '../../networks/custom/payload.ts'
import { TAG_AT_MOST } from '../../tickets/tidy-tags.ts'

/** A message of history: `custom`'s data object with the account's name, and what the other tool knew of its ticket. */
export type HistoryLine = z.infer<typeof line>

/** A line that cannot be brought in: one sentence, without its number. */
export class BadLine extends Error {}

const moment = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).round('millisecond')
  } catch {
    context.addIssue('expected a date and time with an offset, such as 2026-11-21T23:00:00Z')
    return z.NEVER
  }
})

const line = created.extend({
  account: z.string().min(1),
  tags: z.array(z.string().trim().min(1).max(TAG_AT_MOST, `a tag has at most ${TAG_AT_MOST} characters`)).nullish(),
  closed_at: moment.nullish(),
})

/** Throws `BadLine`. */
export function readLine(text: string): HistoryLine {
  const read = line.safeParse(parsed(text))
  if (!read.success) {
    const [problem] = read.error.issues
    throw new BadLine(`${problem?.path.join('.') || 'the line'}: ${problem?.message}`)
  }
  if (!read.data.text?.trim() && !read.data.attachments?.length)
    throw new BadLine('text: expected a text, or attachments')
  return read.data
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return /\\u(0000|d[89a-f])/i.test(text) ? storable(value) : value
  } catch {
    throw new BadLine('it is not JSON')
  }
}

/** PostgreSQL keeps neither the zero character nor half of an emoji. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed()
  if (Array.isArray(value)) return value.map(storable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, storable(member)]))
}
