import { z } from 'zod'
import { readSpan, writeSpan } from '../sla/read-span.ts'
import type { Span } from '../sla/schedule.ts'

/** The hours of a day, as a list such as `[08:00-12:00, 13:30-18:00]` or as one span alone. None: closed. */
export const spans = z.codec(
  z.union([z.string(), z.array(z.unknown())], { error: ({ input }) => sentence(input) }),
  z.custom<Span[]>(Array.isArray),
  {
    decode: (written, context) =>
      [written].flat().map((text, place) => {
        const span = typeof text === 'string' ? readSpan(text) : null
        if (span) return span
        const path = Array.isArray(written) ? [place] : []
        context.issues.push({ code: 'custom', path, input: text, message: sentence(text) })
        return z.NEVER
      }),
    encode: (hours) => hours.map(writeSpan),
  },
)

function sentence(input: unknown) {
  return `${JSON.stringify(input)} is no span of time. Write 08:00-12:00, or 22:00-06:00 for a night.`
}
