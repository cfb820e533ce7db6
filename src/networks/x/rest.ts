import type { z } from 'zod'
import { type Answer, type Call, call, isSuccess, refused } from '../http.ts'
import { type Account, NetworkError } from '../network.ts'
import { xError } from './errors.ts'
import { authorization, nonce } from './oauth1.ts'
import { address } from './oauth2.ts'
import { noteTime, timeThere } from './time.ts'

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
    headers: json ? { 'content-type': 'application/json' } : {},
    body: json ? JSON.stringify(json) : form,
    sends,
    allowance: `X ${account.credentials.token ?? account.credentials.client} ${method} ${path.replace(/\d+/g, '0')}`,
  }
  const answer = await signed(account, url, request)
  const read = ask.answer.safeParse(answer.json)
  if (isSuccess(answer) && read.success) return read.data
  throw xError(answer) ?? (isSuccess(answer) ? puzzling(sends) : refused(request, answer))
}

/** What was refused was not done, so that it may be asked once more where it was signed by a time that X does not have. */
async function signed(account: Caller, url: string, request: Call): Promise<Answer> {
  const at = timeThere()
  const answer = await call(url, authorized(account, url, request, at))
  noteTime(answer.headers)
  const isOff = !account.credentials.access && Math.abs(timeThere().since(at).total('seconds')) > TOLERATED
  return answer.status === 401 && isOff ? call(url, authorized(account, url, request, timeThere())) : answer
}

/** In seconds, and less than X says it tolerates: an answer takes a while. */
const TOLERATED = 60

function authorized({ credentials }: Caller, url: string, request: Call, at: Temporal.Instant): Call {
  const { method = 'GET' } = request
  const timestamp = Math.floor(at.epochMilliseconds / 1000)
  const says = credentials.access
    ? `Bearer ${credentials.access}`
    : authorization({ method, url, credentials, timestamp, nonce: nonce() })
  return { ...request, headers: { ...request.headers, authorization: says } }
}

function puzzling(sends: Call['sends']): NetworkError {
  const sentence = 'X answered something that Roost cannot read.'
  return sends
    ? new NetworkError(`${sentence} Look there first, then choose.`, { uncertain: true })
    : new NetworkError(sentence)
}
