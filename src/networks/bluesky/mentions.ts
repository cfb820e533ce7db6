import { z } from 'zod'
import type { Account, Incoming } from '../network.ts'
import { readEach } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import { fresh } from './newest-first.ts'
import * as payload from './payload.ts'
import { linkTo, message } from './post.ts'

const reasons = ['mention', 'reply', 'quote']

/** Notifications of posts that call us, answer us or quote us. All other reasons are left out by asking. */
export async function mentions(account: Account, before: unknown) {
  const list = {
    name: 'app.bsky.notification.listNotifications',
    query: { limit: '100', reasons },
    field: 'notifications',
  }
  const { members, cursor } = await fresh(account, list, before)
  return { incoming: readEach('mentions', members, (json) => notified(json, account.networkId)), cursor }
}

const reasoned = z.object({ reason: z.string() })

/** A server may know nothing of asking by reason and tell them all. */
export function notified(json: unknown, account: string): Incoming[] {
  const why = reasoned.safeParse(json)
  if (why.success && ignored.has(why.data.reason)) return []
  const read = payload.notification.safeParse(json)
  if (!read.success) return [unreadable('notification', read.error)]
  const { reason, reasonSubject, author } = read.data
  if (!reasons.includes(reason)) return [{ is: 'unreadable', why: `unknown notification: ${reason}` }]
  if (author.did === account) return []
  const quoted = reason === 'quote' && reasonSubject ? { url: linkTo(reasonSubject) } : undefined
  return [{ ...message(read.data, account), about: quoted }]
}

/** Nobody speaks in these. */
const ignored = new Set([
  'contact-match',
  'follow',
  'like',
  'like-via-repost',
  'repost',
  'repost-via-repost',
  'starterpack-joined',
  'subscribed-post',
  'unverified',
  'verified',
])
