import { z } from 'zod'
import type { Answer } from '../http.ts'
import { whole, words } from '../loosely.ts'
import { NetworkError } from '../network.ts'
import { regainAccess } from './usage.ts'

/**
 * What Graph's error codes mean for the agent, or undefined where the answer holds none.
 * https://developers.facebook.com/docs/graph-api/guides/error-handling and each product's own page.
 */
export function graphError(label: string, answer: Answer, own?: OwnMeaning): NetworkError | undefined {
  const read = failure.safeParse(answer.json)
  if (!read.success) return undefined
  const { error } = read.data
  return own?.(error.code, error.error_data?.details ?? '') ?? meaning(label, error, answer.headers)
}

/** What codes mean in one product only; undefined for those that all share. */
export type OwnMeaning = (code: number, details: string) => NetworkError | undefined

const failure = z.object({
  error: z.object({
    message: z.string().catch('').default(''),
    error_user_msg: words,
    code: whole,
    error_subcode: whole.optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
    error_data: z.object({ details: words }).optional().catch(undefined),
  }),
})

type GraphError = z.infer<typeof failure>['error']

function meaning(label: string, error: GraphError, headers: Headers): NetworkError {
  const { code, error_subcode: subcode = 0 } = error
  if (limits.has(code)) return new NetworkError(`${label} asks us to slow down.`, { retryAfter: regainAccess(headers) })
  if (isDeadToken(code)) return new NetworkError(`${label} ${deadToken(subcode)} Connect it again.`, { account: true })
  if (code === 551 || subcode === 2018108)
    return permanent(`${label} says this person cannot be reached: they may have blocked us or left. Close the ticket.`)
  if (isWindowClosed(error))
    return permanent(`${label} says the conversation is closed. Reply publicly, or wait until they write again.`)
  if (subcode === 1893063)
    return refusesAccount(`${label} has restricted this account from sending. See its support inbox there.`)
  if (code === 10 || (code >= 200 && code <= 299))
    return refusesAccount(`${label} says the app lacks a permission for this (${code}). Grant it, then connect again.`)
  if (code === 368 || code === 1404078)
    return refusesAccount(`${label} has blocked this account for now, as a guard against spam. See its support inbox.`)
  if (code === 10900)
    return permanent(`${label} takes one private reply to a comment, and it has had it. Reply publicly.`)
  if (code === 10903) return permanent(`${label} takes no private reply to this. Reply publicly.`)
  if (code === 100 && subcode === 33)
    return new NotThere(
      `${label} no longer has what this answers: it was deleted, or hidden from us. Close the ticket.`,
      {
        permanent: true,
      },
    )
  if (code === 1 || code === 2 || error.is_transient) return new NetworkError(`${label} has trouble (${code}).`)
  return permanent(`${label} refused this (${code}): ${(error.error_user_msg || error.message).slice(0, 200)}`)
}

/** What was asked for is gone. */
export class NotThere extends NetworkError {}

/** The app's, the page's, one user's and the four products' own limits. */
const limits = new Set([4, 17, 32, 341, 613, 80001, 80002, 80006, 80007])

function isDeadToken(code: number): boolean {
  return code === 190 || code === 102
}

function deadToken(subcode: number): string {
  if (subcode === 463) return "says this account's access has expired."
  if (subcode === 460) return "ended this account's access: a password was changed."
  if (subcode === 458) return "ended this account's access: the app was removed."
  return "no longer accepts this account's token."
}

/** The subcode differs from product to product, and new ones appear; the words have stayed. */
function isWindowClosed({ code, error_subcode: subcode = 0, message }: GraphError): boolean {
  if (code !== 10) return false
  return [2018278, 2018065, 2534022].includes(subcode) || /outside (of )?(the )?allowed window|24.?hour/i.test(message)
}

function permanent(sentence: string): NetworkError {
  return new NetworkError(sentence, { permanent: true })
}

function refusesAccount(sentence: string): NetworkError {
  return new NetworkError(sentence, { account: true })
}
