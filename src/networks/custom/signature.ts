import { Webhook } from 'standardwebhooks'
import { isSame } from '../is-same.ts'
import type { Delivery, Keys } from '../network.ts'

const toleranceSeconds = 5 * 60

/** Signed by Standard Webhooks, or, from tools that cannot sign, with the secret itself as bearer token. */
export function verify(delivery: Delivery, keys: Keys): boolean {
  return keys.secrets.some((secret) => bearsSecret(delivery, secret) || isSigned(delivery, secret))
}

export function sign(secret: string, id: string, at: Temporal.Instant, body: string): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(at.epochMilliseconds / 1000)}`,
    'webhook-signature': new Webhook(secret).sign(id, new Date(at.epochMilliseconds), body),
  }
}

function bearsSecret({ headers }: Delivery, secret: string): boolean {
  const [, token] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? []
  return token !== undefined && isSame(token, secret)
}

// The package's own `verify` asks Date.now(); only its signing is used, so that a delivery can be judged at its moment.
function isSigned({ headers, bytes, now }: Delivery, secret: string): boolean {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp'] ?? ''
  if (!id || !/^\d{1,11}$/.test(timestamp)) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return false
  const expected = new Webhook(secret).sign(id, new Date(Number(timestamp) * 1000), Buffer.from(bytes))
  // Several signatures, with a space between, while the sender changes its secret.
  return (headers['webhook-signature'] ?? '').split(' ').some((signature) => isSame(signature, expected))
}
