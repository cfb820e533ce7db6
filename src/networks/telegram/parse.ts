import { readJson } from '../json.ts'
import type { Incoming } from '../network.ts'
import { update } from './update.ts'

/** One delivery is one update. It does not name the bot: that is the last part of the address. */
export function parse({ body, account }: { body: string; account?: string }): Incoming[] {
  if (!account) return [{ is: 'unreadable', why: 'the address names no bot: deliver to /webhooks/telegram/<id>' }]
  const json = readJson(body)
  return json === undefined ? [{ is: 'unreadable', why: 'the body is not JSON' }] : update(json, account)
}
