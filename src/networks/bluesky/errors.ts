import { z } from 'zod'
import { waitIn } from '../allowance.ts'
import type { Answer } from '../http.ts'
import { NetworkError } from '../network.ts'

export const PUZZLING = 'Bluesky answered something that Roost cannot read.'

/** The two hours of a session are over: it is renewed, and the same is asked once more. */
export class SessionEnded extends NetworkError {
  constructor() {
    super("Bluesky ended this account's session. Connect it again.", { account: true })
  }
}

/** There is no such record. */
export class NotThere extends NetworkError {
  constructor() {
    super('Bluesky no longer has this post. Close the ticket.', { permanent: true })
  }
}

const failure = z.object({ error: z.string(), message: z.string().catch('').default('') })

/** What Bluesky's named errors mean, or undefined where there is none, or it only says that it has broken down itself. */
export function blueskyError({ status, headers, json }: Answer): NetworkError | undefined {
  const read = failure.safeParse(json)
  if (!read.success) return undefined
  const { error, message } = read.data
  if (status === 429 || error === 'RateLimitExceeded')
    return new NetworkError('Bluesky asks us to slow down.', { retryAfter: waitIn(headers) ?? minute })
  if (status >= 500) return undefined
  if (error === 'InvalidToken' && /scope|method/i.test(message))
    return refusesAccount(
      'Bluesky does not let this app password into the chat. Make one that allows direct messages, then connect again.',
    )
  if (error === 'ExpiredToken' || error === 'InvalidToken' || error === 'AuthMissing') return new SessionEnded()
  if (error === 'RecordNotFound' || (error === 'InvalidRequest' && /could not locate record/i.test(message)))
    return new NotThere()
  const account = ofAccount[error]
  if (account) return refusesAccount(account)
  return permanent(meanings[error] ?? `Bluesky refused this (${error}): ${message.slice(0, 200)}`)
}

const ofAccount: Record<string, string> = {
  AuthenticationRequired: "Bluesky no longer accepts this account's app password. Connect it again with a new one.",
  AuthFactorTokenRequired: 'Bluesky wants a code by mail for this password. Connect again with an app password.',
  AccountTakedown: 'Bluesky has suspended this account. Write to its support, then connect again.',
  AccountDeactivated: 'This account is switched off at Bluesky. Switch it on there, then connect again.',
}

const meanings: Record<string, string> = {
  BlockedActor: 'The customer has blocked us, or we them, at Bluesky. Close the ticket.',
  BlockedByActor: 'The customer has blocked us at Bluesky. Close the ticket.',
  BlockedSubject: 'The customer has blocked us, or we them, at Bluesky. Close the ticket.',
  AccountSuspended: 'Bluesky has suspended this customer. Close the ticket.',
  RecipientNotFound: 'This customer has left Bluesky. Close the ticket.',
  MessagesDisabled: 'This customer takes no chat messages. Reply publicly.',
  NotFollowedBySender: 'This customer takes chat messages only from those they follow. Reply publicly.',
  ConvoLocked: 'Bluesky has locked this chat. Reply publicly, or close the ticket.',
  InvalidConvo: 'Bluesky no longer has this chat, or we have left it. Close the ticket.',
}

/** Asking too early counts as well. */
const minute = Temporal.Duration.from({ seconds: 60 })

function permanent(sentence: string): NetworkError {
  return new NetworkError(sentence, { permanent: true })
}

function refusesAccount(sentence: string): NetworkError {
  return new NetworkError(sentence, { account: true })
}
