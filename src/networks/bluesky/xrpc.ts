import type { z } from 'zod'
import { type Call, call, refused } from '../http.ts'
import { NetworkError, type OutgoingAttachment } from '../network.ts'
import { blueskyError, PUZZLING, SessionEnded } from './errors.ts'
import { type Caller, renewed, type Session, serviceOf, sessionOf } from './session.ts'

export interface XrpcCall<T extends z.ZodType> {
  /** `app.bsky.feed.getPosts` */
  name: string
  /** A question has a query, a procedure a body. */
  query?: Record<string, string | string[]>
  json?: unknown
  /** In place of `json`: a file. */
  file?: OutgoingAttachment
  sends?: Call['sends']
  /** What is expected back. */
  answer: T
}

/** Calls the account's server, which passes on what is the app's or the chat's. Throws `NetworkError`. */
export async function xrpc<T extends z.ZodType>(account: Caller, ask: XrpcCall<T>): Promise<z.output<T>> {
  const session = await sessionOf(account)
  try {
    return await once(account, session, ask)
  } catch (error) {
    if (!(error instanceof SessionEnded)) throw error
    return once(account, await renewed(account, session), ask)
  }
}

async function once<T extends z.ZodType>(account: Caller, session: Session, ask: XrpcCall<T>): Promise<z.output<T>> {
  const request: Call = {
    label: 'Bluesky',
    method: ask.json || ask.file ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${session.accessJwt}`,
      ...(ask.name.startsWith('chat.') ? { 'atproto-proxy': 'did:web:api.bsky.chat#bsky_chat' } : {}),
      ...(ask.json ? { 'content-type': 'application/json' } : {}),
      ...(ask.file ? { 'content-type': ask.file.type } : {}),
    },
    body: ask.json ? JSON.stringify(ask.json) : ask.file?.bytes,
    sends: ask.sends,
    allowance: `${serviceOf(account)} ${account.networkId} ${ask.name}`,
  }
  const answer = await call(`${serviceOf(account)}/xrpc/${ask.name}${queryOf(ask)}`, request)
  const isSuccess = answer.status >= 200 && answer.status < 300
  const read = ask.answer.safeParse(answer.json)
  if (isSuccess && read.success) return read.data
  throw (
    blueskyError(answer) ??
    (answer.status === 401 ? new SessionEnded() : undefined) ??
    (isSuccess ? puzzling(ask) : refused(request, answer))
  )
}

/** A list stands as the same name several times. */
function queryOf({ query = {} }: { query?: Record<string, string | string[]> }): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}

function puzzling({ sends }: Pick<Call, 'sends'>): NetworkError {
  return sends
    ? new NetworkError(`${PUZZLING} Look there first, then choose.`, { uncertain: true })
    : new NetworkError(PUZZLING)
}
