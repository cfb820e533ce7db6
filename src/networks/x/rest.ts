import type { z } from 'zod'
import { type Call, call, refused } from '../http.ts'
import { type Account, NetworkError } from '../network.ts'
import { xError } from './errors.ts'
import { authorization, nonce } from './oauth1.ts'
import { address } from './oauth2.ts'

export type Caller = Pick<Account, 'credentials' | 'apiUrl'>

export interface RestCall<T extends z.ZodType> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/2/tweets` */
  path: string
  query?: Record<string, string | undefined>
  json?: unknown
  /** In place of `json`, where a file goes along; neither is signed. */
  form?: FormData
  sends?: Call['sends']
  /** What is expected back. */
  answer: T
}

/** Calls X in the account's own name, by either of its two ways. Throws `NetworkError`. */
export async function rest<T extends z.ZodType>(account: Caller, ask: RestCall<T>): Promise<z.output<T>> {
  const { method = 'GET', path, query = {}, json, form, sends } = ask
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const url = `${account.apiUrl ?? address}${path}${pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''}`
  const request: Call = {
    label: 'X',
    method,
    headers: {
      authorization: authorize(account, method, url),
      ...(json ? { 'content-type': 'application/json' } : {}),
    },
    body: json ? JSON.stringify(json) : form,
    sends,
    allowance: `X ${account.credentials.token ?? account.credentials.client} ${method} ${path.replace(/\d+/g, '0')}`,
  }
  const answer = await call(url, request)
  const isSuccess = answer.status >= 200 && answer.status < 300
  const read = ask.answer.safeParse(answer.json)
  if (isSuccess && read.success) return read.data
  throw xError(answer) ?? (isSuccess ? puzzling(sends) : refused(request, answer))
}

function authorize({ credentials }: Caller, method: string, url: string): string {
  if (credentials.access) return `Bearer ${credentials.access}`
  return authorization({ method, url, credentials, timestamp: Math.floor(Date.now() / 1000), nonce: nonce() })
}

function puzzling(sends: Call['sends']): NetworkError {
  const sentence = 'X answered something that Roost cannot read.'
  return sends
    ? new NetworkError(`${sentence} Look there first, then choose.`, { uncertain: true })
    : new NetworkError(sentence)
}
