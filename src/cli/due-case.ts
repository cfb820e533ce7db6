import { z } from 'zod'

export type Case =
  | { from: Temporal.Instant; openTime: Temporal.Duration }
  | { from: Temporal.Instant; to: Temporal.Instant }
  | { problem: string }

const moment = z.codec(z.string(), z.instanceof(Temporal.Instant), {
  decode: (text, context) => {
    try {
      return Temporal.Instant.from(text)
    } catch {
      context.issues.push({ code: 'custom', message: 'no moment', input: text })
      return z.NEVER
    }
  },
  encode: (instant) => instant.toString(),
})

const shape = z.object({ from: moment, to: moment.optional(), minutes: z.number().min(0).max(5_256_000).optional() })

/** One question of `due`, a line of JSON: so many minutes from a moment (ten years at most), or from one to another. */
export function readCase(text: string): Case {
  const read = shape.safeParse(jsonOf(text))
  if (!read.success) return { problem: sentences[String(read.error.issues[0]?.path[0])] ?? form }
  const { from, to, minutes } = read.data
  if ((to === undefined) === (minutes === undefined)) return { problem: form }
  if (to) return { from, to }
  return { from, openTime: Temporal.Duration.from({ milliseconds: Math.round((minutes ?? 0) * 60_000) }) }
}

const form = 'Write {"from":"2026-10-23T15:50:00Z","minutes":60}, or "to" in place of "minutes".'

const sentences: Record<string, string> = {
  from: '"from" is no moment. Write 2026-10-23T15:50:00Z.',
  to: '"to" is no moment. Write 2026-10-23T15:50:00Z.',
  minutes: '"minutes" is no number from 0 to 5256000.',
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
