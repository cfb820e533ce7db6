import { createHmac } from 'node:crypto'
import { isSame } from '../is-same.ts'
import type { Delivery, Keys } from '../network.ts'

const toleranceSeconds = 5 * 60

/** Signed by Standard Webhooks, or, from tools that cannot sign, with the secret itself as bearer token. */
export function verify(delivery: Delivery, keys: Keys): boolean {
  return keys.secrets.some((secret) => bearsSecret(delivery, secret) || isSigned(delivery, secret))
}

export function sign(
  secret: string,
  id: string,
  at: Temporal.Instant,
  body: string | Uint8Array,
): Record<string, string> {
  const seconds = `${Math.floor(at.epochMilliseconds / 1000)}`
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': signature(secret, id, seconds, body),
  }
}

function bearsSecret({ headers }: Delivery, secret: string): boolean {
  const [, token] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? []
  return token !== undefined && isSame(token, secret)
}

function isSigned({ headers, bytes, now }: Delivery, secret: string): boolean {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp'] ?? ''
  if (!id || !/^\d{1,11}$/.test(timestamp)) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return false
  const expected = signature(secret, id, timestamp, bytes)
  // Several signatures, with a space between, while the sender changes its secret.
  return (headers['webhook-signature'] ?? '').split(' ').some((signature) => isSame(signature, expected))
}

/**
 * Over the bytes as they are. The standard's own package turns them into text first, and takes 60 ms for each MiB of a
 * stranger's. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
function signature(secret: string, id: string, timestamp: string, body: string | Uint8Array): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
}
