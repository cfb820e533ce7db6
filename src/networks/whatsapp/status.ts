import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { meaning } from './errors.ts'
import * as payload from './payload.ts'

/** What became of a message of ours. Taken by the interface is not delivered: a failure may come much later. */
export function status(json: unknown, account: string): Incoming[] {
  const read = payload.status.safeParse(json)
  if (!read.success) return [unreadable('status', read.error)]
  const { id, status, errors, timestamp: at } = read.data
  if (ignored.has(status)) return []
  if (status !== 'failed') return [{ is: 'unreadable', why: `unknown status: ${status}` }]
  const [error] = errors
  const known = error && meaning(error.code, error.error_data?.details ?? '')
  const says = known?.message ?? `WhatsApp could not deliver it${error ? ` (${error.code}: ${error.title})` : ''}.`
  return [{ is: 'failure', account, id, says, at }]
}

/** How far it came, and that the customer removed it there. */
const ignored = new Set(['sent', 'delivered', 'read', 'played', 'deleted', 'warning'])
