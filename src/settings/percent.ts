import { z } from 'zod'

/** A share of a promise, `75%`; up to ten times of it. */
export const percent = z.codec(z.string({ error: ({ input }) => sentence(input) }), z.number(), {
  decode: (text, context) => {
    const share = Number(/^(\d{1,4}) ?%$/.exec(text.trim())?.[1] ?? 0)
    if (share > 0 && share <= 1000) return share
    context.issues.push({ code: 'custom', message: sentence(text), input: text })
    return z.NEVER
  },
  encode: (share) => `${share}%`,
})

function sentence(input: unknown) {
  return `${JSON.stringify(input)} is no share of a promise. Write 50%, 75% or 100%, up to 1000%.`
}
