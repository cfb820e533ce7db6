import { createHmac } from 'node:crypto'
import { isSame } from '../is-same.ts'
import type { Delivery, Keys } from '../network.ts'

/** Meta asks once, when the callback is entered, with the token entered beside it; it wants the bare text back. */
export function challenge(query: URLSearchParams, keys: Keys): string | undefined {
  if (query.get('hub.mode') !== 'subscribe' || !keys.verifyToken) return undefined
  if (!isSame(query.get('hub.verify_token') ?? '', keys.verifyToken)) return undefined
  return query.get('hub.challenge') ?? undefined
}

/** Over the bytes as they came: Meta escapes `/` and letters beyond ASCII in its own way. */
export function verify({ headers, bytes }: Delivery, keys: Keys): boolean {
  const given = headers['x-hub-signature-256'] ?? ''
  return keys.secrets.some((secret) =>
    isSame(given, `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`),
  )
}
