import { z } from 'zod'
import { type Call, call, isSuccess, refused } from '../http.ts'
import { type Account, NetworkError } from '../network.ts'
import { telegramError } from './errors.ts'

export const address = 'https://api.telegram.org'

export interface BotCall<T extends z.ZodType> {
  /** `sendMessage` */
  method: string
  json?: unknown
  /** In place of `json`, where files go along. */
  form?: FormData
  sends?: Call['sends']
  timeoutMilliseconds?: number
  /** What `result` is expected to be. */
  result: T
}

/** Calls the Bot API. The token stands in the path, so no sentence may ever hold an address. Throws `NetworkError`. */
export async function botApi<T extends z.ZodType>(
  account: Pick<Account, 'apiUrl' | 'credentials'>,
  { method, json = {}, form, sends, timeoutMilliseconds, result }: BotCall<T>,
): Promise<z.output<T>> {
  const request: Call = {
    label: 'Telegram',
    method: 'POST',
    headers: form ? {} : { 'content-type': 'application/json' },
    body: form ?? JSON.stringify(json),
    sends,
    timeoutMilliseconds,
  }
  const answer = await call(`${account.apiUrl ?? address}/bot${account.credentials.token}/${method}`, request)
  const read = accepted.safeParse(answer.json)
  const told = result.safeParse(read.data?.result)
  if (read.success && told.success) return told.data
  throw telegramError(answer) ?? (isSuccess(answer) ? puzzling(sends) : refused(request, answer))
}

const accepted = z.object({ ok: z.literal(true), result: z.unknown() })

function puzzling(sends: Call['sends']): NetworkError {
  const sentence = 'Telegram answered something that Roost cannot read.'
  return sends
    ? new NetworkError(`${sentence} Look there first, then choose.`, { uncertain: true })
    : new NetworkError(sentence)
}
