import { z } from 'zod'
import { waitIn } from '../allowance.ts'
import type { Answer } from '../http.ts'
import { words } from '../loosely.ts'
import { NetworkError } from '../network.ts'

export const notSummoned =
  'X lets us answer in public only posts that mention us or quote us. Write a direct message instead.'

const problem = z.object({
  title: z.string().catch('').default(''),
  detail: z.string().catch('').default(''),
  type: z.string().catch('').default(''),
  errors: z
    .array(z.object({ message: words }))
    .optional()
    .catch(undefined),
})

/** What X's problems mean, by status, type and words; undefined where it only says that it has broken down itself. */
export function xError({ status, headers, json }: Answer): NetworkError | undefined {
  if (status >= 500 || (status >= 200 && status < 300)) return undefined
  const { title, detail, type, errors } = problem.catch(none).parse(json)
  const words = [title, detail, ...(errors ?? []).map(({ message }) => message ?? '')].join(' ')
  if (status === 402 || type.endsWith('usage-capped') || /credits/i.test(words))
    return refusesAccount("X's credits are used up. Buy more in its developer console, then connect the account again.")
  if (status === 429) return new NetworkError('X asks us to slow down.', { retryAfter: waitIn(headers) ?? quarter })
  if (status === 401)
    return refusesAccount("X no longer accepts this account's tokens. Authorize it anew and connect it again.")
  if (/duplicate content/i.test(words)) return new NetworkError(saidBefore, { permanent: true, repeated: true })
  const known = meanings.find(({ says }) => says.test(`${type} ${words}`))
  if (known) return new NetworkError(known.sentence, known.account ? { account: true } : { permanent: true })
  if (status === 404) return permanent('X no longer has this post, or hides it from us. Close the ticket.')
  return permanent(`X refused this (${status}): ${(detail || title).slice(0, 200)}`)
}

const saidBefore = 'X says that we have said exactly this before. Look there first; else change a word and send again.'

const none = { title: '', detail: '', type: '', errors: undefined }

interface Meaning {
  says: RegExp
  sentence: string
  account?: true
}

/** X has one status for most refusals, and few types; its words are in one language. The first that fits counts. */
const meanings: Meaning[] = [
  {
    says: /cannot (send|DM|direct)|(not|n't) (allowed to )?(send|receive).*messages?|dm_conversation.*not allowed/i,
    sentence: 'This customer takes no direct messages from us. Reply publicly, if they mention us.',
  },
  { says: /reply.*not (allowed|permitted)|not been mentioned|not (mentioned|engaged)|summon/i, sentence: notSummoned },
  { says: /blocked/i, sentence: 'The customer has blocked us at X. Close the ticket.' },
  { says: /deleted or not visible/i, sentence: 'X no longer has this post, or hides it from us. Close the ticket.' },
  { says: /too long|280/i, sentence: 'X takes 280 characters by its own count. Make it shorter.' },
  {
    says: /client-forbidden|client-not-enrolled|oauth1.*permissions|app permissions|scope|unsupported-authentication/i,
    sentence:
      'The app at X lacks a permission for this: read, write and direct messages. Grant it, then connect again.',
    account: true,
  },
  {
    says: /suspended|locked/i,
    sentence: 'X has locked or suspended this account. Sign in there, then connect it again.',
    account: true,
  },
]

/** In which X counts. */
const quarter = Temporal.Duration.from({ seconds: 900 })

function permanent(sentence: string): NetworkError {
  return new NetworkError(sentence, { permanent: true })
}

function refusesAccount(sentence: string): NetworkError {
  return new NetworkError(sentence, { account: true })
}
