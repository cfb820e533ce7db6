import { readJson } from '../json.ts'
import { messaging } from '../meta/messaging.ts'
import { change, delivery, entry } from '../meta/payload.ts'
import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { feed } from './feed.ts'
import { mention } from './mention.ts'
import { rating } from './rating.ts'

/**
 * A delivery is a batch: entries of several pages, each with changes, or with messages where a conversation was opened
 * by a private reply. Each member is read by itself, so a broken one is told and the others go on.
 */
export function parse({ body }: { body: string }): Incoming[] {
  const json = readJson(body)
  if (json === undefined) return [{ is: 'unreadable', why: 'the body is not JSON' }]
  const read = delivery.safeParse(json)
  if (!read.success) return [unreadable('delivery', read.error)]
  if (read.data.object !== 'page') return [{ is: 'unreadable', why: `unknown object: ${read.data.object}` }]
  return read.data.entry.flatMap(members)
}

function members(json: unknown): Incoming[] {
  const read = entry.safeParse(json)
  if (!read.success) return [unreadable('entry', read.error)]
  const { id: page, time, changes = [], messaging: messages = [], standby = [] } = read.data
  if (changes.length + messages.length + standby.length === 0)
    return [{ is: 'unreadable', why: 'entry: neither changes nor messaging' }]
  return [
    ...changes.flatMap((json) => changed(json, page, time)).map(belongingTo('facebook')),
    ...[...messages, ...standby].flatMap((json) => messaging(json, page)).map(belongingTo('messenger', 'facebook')),
  ]
}

/** Meta has one callback for a page, and an app may name either of ours. Messages are Facebook's where it is alone. */
function belongingTo(...networks: string[]) {
  return (incoming: Incoming): Incoming => (incoming.is === 'unreadable' ? incoming : { ...incoming, networks })
}

function changed(json: unknown, page: string, time: Temporal.Instant | undefined): Incoming[] {
  const read = change.safeParse(json)
  if (!read.success) return [unreadable('change', read.error)]
  const { field, value } = read.data
  if (field === 'feed') return feed(value, page, time)
  if (field === 'mention') return mention(value, page, time)
  if (field === 'ratings') return rating(value, page, time)
  return ignored.has(field) ? [] : [{ is: 'unreadable', why: `unknown field: ${field}` }]
}

/** Fields an app may be subscribed to for other reasons; none of them is a customer's word. */
const ignored = new Set(['conversations', 'leadgen', 'live_videos', 'page_change_proposal', 'videos'])
