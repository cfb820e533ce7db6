import { lookup as resolve } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { NetworkError } from '../networks/network.ts'
import { isPublicAddress } from './public-address.ts'

export interface Where {
  url: string
  headers?: Record<string, string>
}

export interface Allowed {
  /** These and what is below them: on the open internet only, by https. */
  hosts: string[]
  /** Origins that the operator has named, wherever they lie. */
  origins: string[]
  /** For the sentences. */
  label: string
}

const MOST = 10 * 1024 * 1024
const WITHIN = 20_000
const HOPS = 3

/**
 * Fetches bytes from where they may be fetched, and from nowhere else: each hop's host is judged, and so is each address
 * its name leads to, at the moment of connecting. At most 10 MB, within 20 s. Throws `NetworkError`.
 */
export async function fetchSafely(where: Where, allowed: Allowed, within = WITHIN): Promise<Buffer> {
  const signal = AbortSignal.timeout(within)
  let { url, headers } = where
  for (let hop = 0; hop <= HOPS; hop += 1) {
    const response = await get(url, headers ?? {}, allowed, signal)
    const next = redirect(response, url)
    if (!next) return await bytes(response, allowed)
    response.destroy()
    // What was said to one host is not for another to hear.
    if (URL.parse(next)?.origin !== new URL(url).origin) headers = {}
    url = next
  }
  throw refusal(allowed, 'leads around in circles')
}

function get(
  address: string,
  headers: Record<string, string>,
  allowed: Allowed,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = URL.parse(address)
  const isOperators = url !== null && allowed.origins.includes(url.origin)
  if (!url || !(isOperators || isNetworks(url, allowed))) throw refusal(allowed, 'lies where it may not be fetched')
  const request = url.protocol === 'http:' ? overHttp : overHttps
  return new Promise((arrived, failed) => {
    // A kept connection could lead to an address judged long ago.
    const options = { agent: false, signal, headers: { ...headers, accept: '*/*', 'accept-encoding': 'identity' } }
    request(url, { ...options, ...(isOperators ? {} : { lookup: publicOnly }) }, arrived)
      .on('error', (error) => failed(unanswered(error, allowed)))
      .end()
  })
}

/** By name only: an address that stands there itself is connected to without being looked up, and so without being judged. */
function isNetworks(url: URL, { hosts }: Allowed): boolean {
  if (isIP(url.hostname.replace(/^\[|\]$/g, ''))) return false
  const isBelow = (host: string) => url.hostname === host || url.hostname.endsWith(`.${host}`)
  return url.protocol === 'https:' && url.port === '' && !url.username && hosts.some(isBelow)
}

/** What the name leads to is judged here, and connected to: asked again, it could lead elsewhere. */
const publicOnly: LookupFunction = (hostname, options, found) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, [])
    if (!addresses.every(({ address }) => isPublicAddress(address))) return found(new PrivateAddress(hostname), [])
    const [first] = addresses
    if (options.all || !first) return found(null, addresses)
    return found(null, first.address, first.family)
  })
}

class PrivateAddress extends Error {}

function redirect({ statusCode = 0, headers }: IncomingMessage, from: string): string | undefined {
  if (statusCode < 300 || statusCode > 399 || !headers.location) return undefined
  return URL.parse(headers.location, from)?.href ?? headers.location
}

async function bytes(response: IncomingMessage, allowed: Allowed): Promise<Buffer> {
  const { statusCode = 0, headers } = response
  try {
    if (statusCode === 429 || statusCode >= 500)
      throw new NetworkError(`${allowed.label} has trouble giving it (${statusCode}).`)
    if (statusCode !== 200) throw refusal(allowed, `is not given out (${statusCode})`)
    if (Number(headers['content-length'] ?? 0) > MOST) throw refusal(allowed, 'is larger than 10 MB')
    const pieces: Buffer[] = []
    let length = 0
    for await (const piece of response) {
      length += piece.length
      if (length > MOST) throw refusal(allowed, 'is larger than 10 MB')
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  } catch (error) {
    throw error instanceof NetworkError ? error : unanswered(error, allowed)
  } finally {
    response.destroy()
  }
}

function unanswered(error: unknown, allowed: Allowed): NetworkError {
  if (error instanceof PrivateAddress) return refusal(allowed, 'lies where it may not be fetched')
  return new NetworkError(`${allowed.label} could not be reached for it.`)
}

function refusal({ label }: Allowed, why: string): NetworkError {
  return new NetworkError(`What ${label} names ${why}.`, { permanent: true })
}
