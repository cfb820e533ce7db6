import { z } from 'zod'

/** What customers may be asked, to begin with. */
export const suggestedQuestion = 'How did we do? Please answer with a number from 1 (badly) to 5 (very well).'

const off = z.codec(z.literal('off'), z.null(), { decode: () => null, encode: () => 'off' as const })
const question = z
  .string({ error: 'Write off, or the question in quotes.' })
  .trim()
  .min(10, 'Write off, or a question of at least 10 characters.')
  .max(500, 'Use at most 500 characters.')

/** The question after a close, in the words the customer gets; null: nobody is asked. */
export const satisfaction = z.union([off, question])
