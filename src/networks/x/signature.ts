import { createHmac } from 'node:crypto'
import { isSame } from '../is-same.ts'
import type { Delivery, Keys } from '../network.ts'

/** Of what X asks with; what an answer signs can be no delivery, whoever asks. */
const TOKEN = /^[\w+/=.-]{1,256}$/

/** X asks when the webhook is made and every hour or less: whoever holds the app's secret can answer. */
export function challenge(query: URLSearchParams, { secrets }: Keys): string | undefined {
  const token = query.get('crc_token')
  const [secret] = secrets
  return token && TOKEN.test(token) && secret ? JSON.stringify({ response_token: sign(secret, token) }) : undefined
}

/** Over the bytes as they came, in base64. Each is an object, and so none that was signed as an answer. */
export function verify({ headers, bytes }: Delivery, { secrets }: Keys): boolean {
  if (bytes[0] !== '{'.charCodeAt(0)) return false
  const given = headers['x-twitter-webhooks-signature'] ?? ''
  return secrets.some((secret) => secret !== '' && isSame(given, sign(secret, bytes)))
}

function sign(secret: string, what: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(what).digest('base64')}`
}
