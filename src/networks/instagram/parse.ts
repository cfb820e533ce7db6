import { readJson } from '../json.ts'
import { messaging } from '../meta/messaging.ts'
import { change, delivery } from '../meta/payload.ts'
import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { comment } from './comment.ts'
import { mention } from './mention.ts'
import { entry } from './payload.ts'

/** Three envelopes: `changes[]`, `messaging[]`, and a bare `field` with its `value`. Each member is read by itself. */
export function parse({ body }: { body: string }): Incoming[] {
  const json = readJson(body)
  if (json === undefined) return [{ is: 'unreadable', why: 'the body is not JSON' }]
  const read = delivery.safeParse(json)
  if (!read.success) return [unreadable('delivery', read.error)]
  if (read.data.object !== 'instagram') return [{ is: 'unreadable', why: `unknown object: ${read.data.object}` }]
  return read.data.entry.flatMap(members)
}

function members(json: unknown): Incoming[] {
  const read = entry.safeParse(json)
  if (!read.success) return [unreadable('entry', read.error)]
  const { id: account, time, field, value, changes = [], messaging: messages = [], standby = [] } = read.data
  const all = field === undefined ? changes : [...changes, { field, value }]
  if (all.length + messages.length + standby.length === 0)
    return [{ is: 'unreadable', why: 'entry: neither changes, messaging nor field' }]
  return [
    ...all.flatMap((json) => changed(json, account, time)),
    ...[...messages, ...standby].flatMap((json) => messaging(json, account)),
  ]
}

function changed(json: unknown, account: string, sent: Temporal.Instant | undefined): Incoming[] {
  const read = change.safeParse(json)
  if (!read.success) return [unreadable('change', read.error)]
  const { field, value } = read.data
  if (field === 'comments' || field === 'live_comments') return [comment(value, account, sent)]
  if (field === 'mentions') return [mention(value, account, sent)]
  return ignored.has(field) ? [] : [{ is: 'unreadable', why: `unknown field: ${field}` }]
}

/** Fields an app may be subscribed to for other reasons; none of them is a customer's word. */
const ignored = new Set(['creator_marketplace_projects', 'message_reactions', 'messaging_seen', 'story_insights'])
