import type { z } from 'zod'
import { type Call, call, isSuccess, refused } from '../http.ts'
import { type Account, NetworkError } from '../network.ts'
import { mastodonError } from './errors.ts'

export type Caller = Pick<Account, 'credentials' | 'options' | 'apiUrl'>

export interface RestCall<T extends z.ZodType> {
  method?: Call['method']
  /** `/api/v1/statuses` */
  path: string
  /** A list stands as its name with `[]`, several times. */
  query?: Record<string, string | string[] | undefined>
  json?: unknown
  /** In place of `json`, where a file goes along. */
  form?: FormData
  headers?: Record<string, string>
  sends?: Call['sends']
  /** What is expected back. */
  answer: T
}

/** Calls the account's server. Throws `NetworkError`. */
export async function rest<T extends z.ZodType>(account: Caller, ask: RestCall<T>): Promise<z.output<T>> {
  const request: Call = {
    label: 'Mastodon',
    method: ask.method,
    headers: {
      authorization: `Bearer ${account.credentials.token}`,
      ...(ask.json ? { 'content-type': 'application/json' } : {}),
      ...ask.headers,
    },
    body: ask.json ? JSON.stringify(ask.json) : ask.form,
    sends: ask.sends,
    allowance: `${account.apiUrl ?? account.options.instance} ${account.credentials.token} ${kindOf(ask)}`,
  }
  const answer = await call(`${account.apiUrl ?? account.options.instance}${ask.path}${queryOf(ask)}`, request)
  const read = ask.answer.safeParse(answer.json)
  if (isSuccess(answer) && read.success) return read.data
  throw mastodonError(answer) ?? (isSuccess(answer) ? puzzling(ask) : refused(request, answer))
}

/** Servers count some kinds apart from all others, such as posting. */
function kindOf({ method = 'GET', path }: Pick<RestCall<z.ZodType>, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\/[^/]*\d[^/]*/g, '/0')}`
}

function queryOf({ query = {} }: Pick<RestCall<z.ZodType>, 'query'>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((one) => [`${name}[]`, one]) : value === undefined ? [] : [[name, value]],
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}

function puzzling({ sends }: Pick<Call, 'sends'>): NetworkError {
  const sentence = 'Mastodon answered something that Roost cannot read.'
  return sends
    ? new NetworkError(`${sentence} Look there first, then choose.`, { uncertain: true })
    : new NetworkError(sentence)
}
