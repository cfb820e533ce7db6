import { z } from 'zod'
import { type Answer, type Call, call, refused } from '../http.ts'
import { type Account, NetworkError } from '../network.ts'
import { steadyNow } from '../steady-now.ts'
import { graphError, type OwnMeaning } from './errors.ts'
import { noteTime } from './time.ts'
import { keepWithinUsage, noteUsage } from './usage.ts'

/** The version stands in the address, so `api=` replaces both. */
export const graphAddress = 'https://graph.facebook.com/v25.0'

export interface GraphCall<T extends z.ZodType> {
  label: string
  /** Where it is asked, if not at `graphAddress`. */
  address?: string
  method?: Call['method']
  /** `/12345/comments` */
  path: string
  query?: Record<string, string>
  json?: unknown
  /** In place of `json`, where a file goes along. */
  form?: FormData
  sends?: Call['sends']
  /** What codes mean in this product only. */
  meaning?: OwnMeaning
  /** What is expected back. */
  answer: T
}

type Caller = Pick<Account, 'apiUrl' | 'credentials'>

/** Calls the Graph API as the account. Throws `NetworkError` with what Graph's own code means. */
export async function graph<T extends z.ZodType>(account: Caller, ask: GraphCall<T>): Promise<z.output<T>> {
  const request: Call = {
    label: ask.label,
    method: ask.method,
    query: ask.query,
    headers: {
      authorization: `Bearer ${account.credentials.token}`,
      ...(ask.json ? { 'content-type': 'application/json' } : {}),
    },
    body: ask.json ? JSON.stringify(ask.json) : ask.form,
    sends: ask.sends,
  }
  keepWithinUsage(account, ask.label, ask.sends !== undefined, steadyNow())
  const answer = await call((account.apiUrl ?? ask.address ?? graphAddress) + ask.path, request)
  noteUsage(account, answer.headers, steadyNow())
  noteTime(answer.headers)
  const read = ask.answer.safeParse(answer.json)
  if (isSuccess(answer) && read.success) return read.data
  const told = graphError(ask.label, answer, ask.meaning)
  if (ask.sends && leavesOpen(answer, told)) throw refused(request, answer)
  throw told ?? (isSuccess(answer) ? puzzling(ask) : refused(request, answer))
}

// Graph breaks down after it has taken something as well as before, whatever code it finds for that. Only a limit is
// looked at before anything else.
function leavesOpen({ status }: Answer, told: NetworkError | undefined): boolean {
  return status >= 500 && told?.retryAfter === undefined
}

// Graph has answered errors with status 200 now and then, so the body decides.
function isSuccess({ status, json }: Answer): boolean {
  return status >= 200 && status < 300 && !z.object({ error: z.object({}) }).safeParse(json).success
}

function puzzling({ label, sends }: Pick<Call, 'label' | 'sends'>): NetworkError {
  const sentence = `${label} answered something that Roost cannot read.`
  return sends
    ? new NetworkError(`${sentence} Look there first, then choose.`, { uncertain: true })
    : new NetworkError(sentence)
}
