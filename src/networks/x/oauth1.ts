import { createHmac, randomBytes } from 'node:crypto'

export interface Signed {
  method: string
  url: string
  credentials: Record<string, string>
  /** Unix seconds. */
  timestamp: number
  nonce: string
  /** Of a form; a body of JSON is not signed. */
  form?: Record<string, string>
}

/** The header of a call in the account's own name. https://datatracker.ietf.org/doc/html/rfc5849#section-3 */
export function authorization({ method, url, credentials, timestamp, nonce, form = {} }: Signed): string {
  const { key = '', secret = '', token = '', tokenSecret = '' } = credentials
  const said = {
    oauth_consumer_key: key,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: `${timestamp}`,
    oauth_token: token,
    oauth_version: '1.0',
  }
  const address = new URL(url)
  const parameters = [...address.searchParams, ...Object.entries({ ...form, ...said })]
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .toSorted(byName)
    .map((pair) => pair.join('='))
    .join('&')
  const base = [method, `${address.origin}${address.pathname}`, parameters].map(encode).join('&')
  const signature = createHmac('sha1', `${encode(secret)}&${encode(tokenSecret)}`)
    .update(base)
    .digest('base64')
  const parts = Object.entries({ ...said, oauth_signature: signature })
  return `OAuth ${parts.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}`
}

export function nonce(): string {
  return randomBytes(16).toString('hex')
}

/** Sorted as whole pairs, `a1=` would come before `a=`. */
function byName([one, first]: [string, string], [other, second]: [string, string]): number {
  if (one === other) return first < second ? -1 : 1
  return one < other ? -1 : 1
}

/** JavaScript leaves five characters as they are that the signature wants written out. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
}
