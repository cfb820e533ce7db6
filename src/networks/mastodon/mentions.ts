import { z } from 'zod'
import type { Account, Incoming } from '../network.ts'
import { readEach } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import * as payload from './payload.ts'
import { since } from './since.ts'
import { message } from './status.ts'

/** Whoever calls us, also where the account's own policy sets that aside; and whoever quotes us, on servers that tell. */
export async function mentions(account: Account, before: unknown) {
  const types = account.options.quotes === 'on' ? ['mention', 'quote'] : ['mention']
  const list = { path: '/api/v1/notifications', query: { types, include_filtered: 'true' } }
  const { members, cursor } = await since(account, list, before)
  return { incoming: readEach('mentions', members, (json) => notified(json, account.networkId)), cursor }
}

const kind = z.object({ type: z.string() })

/** A server may know nothing of asking by type and tell them all. The moment is when it reached our server. */
export function notified(json: unknown, account: string): Incoming[] {
  const event = kind.safeParse(json)
  if (event.success && ignored.test(event.data.type)) return []
  const read = payload.notification.safeParse(json)
  if (!read.success) return [unreadable('notification', read.error)]
  const { type, status, created_at } = read.data
  if (type !== 'mention' && type !== 'quote') return [{ is: 'unreadable', why: `unknown notification: ${type}` }]
  return [{ ...message(status, account), at: created_at }]
}

/** Nobody speaks in these. */
const ignored =
  /^(favourite|follow|follow_request|reblog|poll|update|status|severed_relationships|moderation_warning|quoted_update|added_to_collection|collection_update|annual_report|admin\..+|pleroma:.+)$/
