import { z } from 'zod'

const minutesIn = { d: 1440, h: 60, m: 1 } as const
const written = /^(?:(\d{1,5})d)? ?(?:(\d{1,6})h)? ?(?:(\d{1,7})m)?$/

/** A length of time as people write it, `15m`, `1h`, `1h 30m`, `2d`. A day is 24 hours; of open time, 24 open hours. */
export const duration = z.codec(
  z.string({ error: ({ input }) => sentence(input) }),
  z.custom<Temporal.Duration>((value) => value instanceof Temporal.Duration),
  {
    decode: (text, context) => {
      const minutes = readMinutes(text)
      if (minutes > 0 && minutes <= 366 * minutesIn.d) return Temporal.Duration.from({ minutes })
      context.issues.push({ code: 'custom', message: sentence(text), input: text })
      return z.NEVER
    },
    encode: (length) => writeMinutes(length.total('minutes')),
  },
)

function readMinutes(text: string) {
  const [all, days = '0', hours = '0', minutes = '0'] = written.exec(text.trim()) ?? []
  return all ? Number(days) * minutesIn.d + Number(hours) * minutesIn.h + Number(minutes) : 0
}

function writeMinutes(minutes: number) {
  if (minutes % minutesIn.d === 0) return `${minutes / minutesIn.d}d`
  const [hours, rest] = [Math.floor(minutes / minutesIn.h), minutes % minutesIn.h]
  return `${hours ? `${hours}h` : ''}${rest ? `${rest}m` : ''}`
}

function sentence(input: unknown) {
  return `${JSON.stringify(input)} is no length of time. Write 15m, 1h, 8h or 2d, up to 366d.`
}
