import { z } from 'zod'
import { waitIn } from '../allowance.ts'
import type { Answer } from '../http.ts'
import { NetworkError } from '../network.ts'

/** Deleted, or hidden from us: the server makes no difference. */
export class NotThere extends NetworkError {
  constructor() {
    super('This post is gone from Mastodon, or hidden from us. Close the ticket.', { permanent: true })
  }
}

const failure = z.object({ error: z.string(), error_description: z.string().optional() })

/** What a server's refusals mean, by status and its own words; undefined where it only says that it has broken down. */
export function mastodonError({ status, headers, json }: Answer): NetworkError | undefined {
  if (status === 429)
    return new NetworkError('Mastodon asks us to slow down.', { retryAfter: waitIn(headers) ?? fiveMinutes })
  if (status === 404 || status === 410) return new NotThere()
  const read = failure.safeParse(json)
  if (!read.success || status >= 500) return undefined
  const words = (read.data.error_description ?? read.data.error).slice(0, 200)
  if (status === 401)
    return refusesAccount("This server no longer accepts the account's token. Make a new one and connect it again.")
  if (status === 403 && /scope/i.test(words))
    return refusesAccount('The token lacks a permission for this. Make one with read and write, then connect again.')
  if (status === 403 && /login|disabled|suspended|confirm/i.test(words))
    return refusesAccount(`The server has closed this account: ${words}. Write to its moderators, then connect again.`)
  return new NetworkError(`Mastodon refused this (${status}): ${words}`, { permanent: true })
}

/** In which a server counts. */
const fiveMinutes = Temporal.Duration.from({ seconds: 300 })

function refusesAccount(sentence: string): NetworkError {
  return new NetworkError(sentence, { account: true })
}
