import { keepWithinAllowance, noteAllowance, waitIn } from './allowance.ts'
import { readJson } from './json.ts'
import { keepWithinTime } from './keep-within-time.ts'
import { NetworkError, type OutgoingReply } from './network.ts'
import { isWebAddress } from './web-address.ts'

export interface Call {
  /** The network's label, for the sentences: `Facebook`. */
  label: string
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Already encoded, because some bodies are signed; its type stands in `headers`, but for a form's. */
  body?: string | Uint8Array<ArrayBuffer> | FormData
  /** It says this to a customer, so a lost answer leaves open whether it arrived. */
  sends?: Pick<OutgoingReply, 'until'>
  timeoutMilliseconds?: number
  /** Whose and what kind of call it is, where the network tells how many of these it still takes. */
  allowance?: string
}

export interface Answer {
  status: number
  headers: Headers
  /** Undefined where the answer is not JSON, breaks off or is longer than 8 MiB. */
  json: unknown
}

const longest = 8 * 1024 * 1024

/**
 * The one way to call a network. Any status is an answer, which the network's folder reads; `refused` says what a bare
 * status means. Throws `NetworkError` when no answer came. No retry here: `deliver.ts` and `intake.ts` own retries.
 */
export async function call(address: string, request: Call): Promise<Answer> {
  if (!isWebAddress(address)) throw uncallable(request)
  const url = new URL(address)
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
  if (request.allowance) keepWithinAllowance(request.label, request.allowance)
  if (request.sends) keepWithinTime(request.sends)
  const signal = AbortSignal.timeout(request.timeoutMilliseconds ?? 15_000)
  try {
    const response = await fetch(url, {
      method: request.method ?? 'GET',
      // A kept connection that the other side has just closed would turn a reply into one that may not have arrived.
      headers: { accept: 'application/json', connection: 'close', ...request.headers },
      body: request.body,
      // A redirect would carry the token to wherever it points.
      redirect: 'manual',
      signal,
    })
    if (request.allowance) noteAllowance(request.allowance, response)
    return { status: response.status, headers: response.headers, json: readJson(await text(response)) }
  } catch (error) {
    throw unanswered(request, error)
  }
}

export function isSuccess({ status }: Pick<Answer, 'status'>): boolean {
  return status >= 200 && status < 300
}

/** What a status says where the answer says nothing in the network's own words. */
export function refused({ label, sends }: Call, { status, headers }: Answer): NetworkError {
  if (status === 429) return new NetworkError(`${label} asks us to slow down.`, { retryAfter: waitIn(headers) })
  const isBroken = status >= 500 || status === 408
  if (isBroken && sends)
    return new NetworkError(`${label} broke while taking this. Look there first, then choose.`, { uncertain: true })
  if (isBroken) return new NetworkError(`${label} has trouble (${status}).`, { retryAfter: waitIn(headers) })
  if (status === 401 || status === 403)
    return new NetworkError(`${label} refuses our credentials (${status}). Connect the account again.`, {
      account: true,
    })
  // Whatever takes forms answers so once it has taken one, and so does whoever wants us to sign in first.
  if ((status === 302 || status === 303) && sends)
    return new NetworkError(`${label} took this elsewhere (${status}). Look there first, then choose.`, {
      permanent: true,
      uncertain: true,
    })
  if (status >= 300 && status < 400)
    return new NetworkError(`${label} has moved (${status}). Connect again with the address it has now.`, {
      permanent: true,
    })
  return new NetworkError(`${label} refused this (${status}).`, { permanent: true })
}

/** Whatever breaks after the status has come is an answer without words, not a lost one. */
async function text(response: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of response.body ?? []) {
      length += piece.byteLength
      if (length > longest) return ''
      pieces.push(piece)
    }
  } catch {
    return ''
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** Nothing was sent yet: no address, no connection, or a certificate we do not trust, which Node tells in many words. */
const neverConnected =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT|CERT|TLS|SSL|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE/

/** Nothing was sent, and nothing ever will be. */
function uncallable({ label }: Call): NetworkError {
  return new NetworkError(`${label} has an address that cannot be called. Connect the account again with another.`, {
    permanent: true,
  })
}

/** fetch hides the reason in `cause`. Its words may hold the address, so none of them goes into the sentence. */
function unanswered(request: Call, error: unknown): NetworkError {
  const { label, sends } = request
  // Before it connects, fetch refuses ports at which other things listen: https://fetch.spec.whatwg.org/#port-blocking
  if (error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port')
    return uncallable(request)
  if (!sends || codes(error).some((code) => neverConnected.test(code)))
    return new NetworkError(`${label} could not be reached.`)
  return new NetworkError(`The connection to ${label} broke while sending. Look there first, then choose.`, {
    uncertain: true,
  })
}

function codes(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const within = error instanceof AggregateError ? error.errors : [error.cause]
  return [...own, ...within.flatMap(codes)]
}
