import { z } from 'zod'
import type { Answer } from '../http.ts'
import { whole } from '../loosely.ts'
import { NetworkError } from '../network.ts'

/** The chat has become another one: a group that grew. Nothing was sent; it is said again there. */
export class Moved extends NetworkError {
  readonly chat: number

  constructor(chat: number) {
    super('Telegram has turned this group into a larger one.')
    this.chat = chat
  }
}

const failure = z.object({
  ok: z.literal(false),
  error_code: whole,
  description: z.string().catch('').default(''),
  parameters: z
    .object({ retry_after: z.coerce.number().optional(), migrate_to_chat_id: whole.optional() })
    .catch({})
    .default({}),
})

/** What Telegram's refusals mean, or undefined where it has given none, or only says that it has broken down itself. */
export function telegramError({ json }: Answer): NetworkError | undefined {
  const read = failure.safeParse(json)
  if (!read.success || read.data.error_code >= 500) return undefined
  const { error_code: code, description, parameters } = read.data
  if (code === 429) return new NetworkError('Telegram asks us to slow down.', { retryAfter: wait(parameters) })
  if (parameters.migrate_to_chat_id !== undefined) return new Moved(parameters.migrate_to_chat_id)
  const known = meanings.find(({ codes, says }) => codes.includes(code) && says.test(description))
  if (known) return new NetworkError(known.sentence, known.account ? { account: true } : { permanent: true })
  // Two of us ask at once for a moment, while a new version takes over.
  if (code === 409) return new NetworkError('Telegram is being asked by another program with the same token.')
  return new NetworkError(`Telegram refused this (${code}): ${description.slice(0, 200)}`, { permanent: true })
}

interface Meaning {
  codes: number[]
  says: RegExp
  sentence: string
  account?: true
}

/** Telegram has no finer codes than HTTP's; its words are in one language and have stayed. */
const meanings: Meaning[] = [
  {
    codes: [401, 404],
    says: /^(Unauthorized|Not Found)/,
    sentence: "Telegram no longer accepts this bot's token. Connect it again with the one from @BotFather.",
    account: true,
  },
  {
    codes: [409],
    says: /webhook is active/,
    sentence: 'Telegram delivers to a webhook that was set meanwhile. Connect the account again with mode=poll.',
    account: true,
  },
  {
    codes: [403],
    says: /blocked by the user/,
    sentence: 'The customer has blocked the bot. Close the ticket, or reach them another way.',
  },
  { codes: [403], says: /deactivated/, sentence: 'The customer has left Telegram. Close the ticket.' },
  {
    codes: [403],
    says: /initiate conversation/,
    sentence: 'Telegram lets a bot write only to those who wrote first. Wait until they write.',
  },
  { codes: [403], says: /kicked|not a member/, sentence: 'The bot is no longer in this group. Close the ticket.' },
  { codes: [400], says: /chat not found/, sentence: 'Telegram no longer has this chat. Close the ticket.' },
  {
    codes: [400, 403],
    says: /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|need administrator/,
    sentence: 'The bot may not write in this group. Let an administrator of it allow that, then send again.',
  },
  {
    codes: [400, 403],
    says: /business connection|BUSINESS_/i,
    sentence:
      'Telegram does not let the bot speak for your business account here. See Settings, Business, Chatbots in Telegram; a chat silent for 24 hours is closed to bots.',
  },
  {
    codes: [400],
    says: /message is too long/,
    sentence: 'Telegram takes 4096 characters. Make it shorter, or send two.',
  },
  { codes: [400], says: /message to react|REACTION_/, sentence: 'Telegram takes no reaction to this message.' },
]

/** A second at least, and a day at most: what asks for more is a mistake on one of two sides. */
function wait({ retry_after = 1 }: { retry_after?: number }): Temporal.Duration {
  return Temporal.Duration.from({ seconds: Math.min(Math.max(1, Math.ceil(retry_after)), 24 * 60 * 60) })
}
