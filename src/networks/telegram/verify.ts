import { isSame } from '../is-same.ts'
import type { Delivery, Keys } from '../network.ts'

/** Telegram signs nothing: it repeats the secret it was given when the webhook was set. */
export function verify({ headers }: Delivery, keys: Keys): boolean {
  const given = headers['x-telegram-bot-api-secret-token']
  return given !== undefined && keys.secrets.some((secret) => secret !== '' && isSame(given, secret))
}
