import { z } from 'zod'
import { call, refused } from '../http.ts'
import { each } from '../loosely.ts'
import { type Account, NetworkError } from '../network.ts'
import { blueskyError, PUZZLING } from './errors.ts'

/** Where accounts of Bluesky itself sign in; each then has a server of its own, kept as `service`. */
const entryway = 'https://bsky.social'

export type Caller = Pick<Account, 'networkId' | 'credentials' | 'options' | 'apiUrl'>

export function serviceOf({ apiUrl, options }: Pick<Account, 'apiUrl' | 'options'>): string {
  return apiUrl ?? options.service ?? entryway
}

export type Session = z.infer<typeof session>

export const session = z.object({ accessJwt: z.string(), refreshJwt: z.string() })

// Each process signs in by itself and keeps what it got: a session renewed by one would end those of all others.
const sessions = new Map<string, Promise<Session>>()

export function sessionOf(account: Caller): Promise<Session> {
  return sessions.get(keyOf(account)) ?? keep(account, signIn(account, account.networkId))
}

/** Renewed once, however many notice at the same time that it has ended. */
export async function renewed(account: Caller, ended: Session): Promise<Session> {
  const now = await sessionOf(account)
  return now.accessJwt === ended.accessJwt ? keep(account, renew(account, ended)) : now
}

export function keep(account: Caller, session: Promise<Session>): Promise<Session> {
  const key = keyOf(account)
  sessions.set(key, session)
  session.catch(() => sessions.delete(key))
  return session
}

/** Throws `NetworkError`. `as` is the handle or the id. */
export async function signIn(account: Caller, as: string) {
  const body = JSON.stringify({ identifier: as, password: account.credentials.password })
  const headers = { 'content-type': 'application/json' }
  return ask(account, 'com.atproto.server.createSession', headers, body)
}

/** A day or a month later the renewal has ended as well; the password has not. */
async function renew(account: Caller, { refreshJwt }: Session): Promise<Session> {
  try {
    return await ask(account, 'com.atproto.server.refreshSession', { authorization: `Bearer ${refreshJwt}` })
  } catch (error) {
    if (error instanceof NetworkError && !error.account && !error.permanent) throw error
    return signIn(account, account.networkId)
  }
}

async function ask(account: Caller, name: string, headers: Record<string, string>, body?: string) {
  const request = { label: 'Bluesky', method: 'POST', headers, body } as const
  const answer = await call(`${serviceOf(account)}/xrpc/${name}`, request)
  const read = signedIn.safeParse(answer.json)
  if (answer.status === 200 && read.success) return read.data
  const isSuccess = answer.status >= 200 && answer.status < 300
  throw blueskyError(answer) ?? (isSuccess ? new NetworkError(PUZZLING) : refused(request, answer))
}

const signedIn = session.extend({
  did: z.string(),
  handle: z.string(),
  didDoc: z
    .object({ service: each(z.object({ id: z.string(), serviceEndpoint: z.unknown() })) })
    .optional()
    .catch(undefined),
})

function keyOf(account: Caller): string {
  return `${serviceOf(account)} ${account.networkId}`
}
