import { z } from 'zod'
import { readJson } from '../json.ts'
import { id } from '../loosely.ts'
import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { delivered } from './direct-message.ts'
import * as payload from './payload.ts'
import { answersAnother, told } from './post.ts'

/** A delivery is one activity, or a list of them; what came to the address of one account speaks for no other. */
export function parse({ body, account }: { body: string; account?: string }): Incoming[] {
  const json = readJson(body)
  if (json === undefined) return [{ is: 'unreadable', why: 'the body is not JSON' }]
  const read = payload.delivery.safeParse(json)
  return read.success ? read.data.data.flatMap((one) => activity(one, account)) : [unreadable('delivery', read.error)]
}

/** Of the account whose subscription it came by. Both lists name what is known. */
function activity(json: unknown, only: string | undefined): Incoming[] {
  const read = payload.activity.safeParse(json)
  if (!read.success) return [unreadable('activity', read.error)]
  const { event_type: what, filter, payload: content, includes } = read.data
  const account = filter.user_id
  if (only !== undefined && only !== account) return []
  if (posts.has(what)) return posted(what, content, payload.includes.parse(includes), account)
  if (what === 'dm.received' || what === 'dm.sent') return delivered(content, account)
  if (what === 'post.delete') return deleted(content, account)
  return ignored.test(what) ? [] : [{ is: 'unreadable', why: `unknown activity: ${what}` }]
}

const posts = new Set(['post.mention.create', 'post.reply.create', 'post.quote.create', 'post.create'])

/** Whatever we post comes as `post.create`: only an answer to somebody is of concern. */
function posted(what: string, json: unknown, includes: payload.Includes, account: string): Incoming[] {
  const read = payload.post.safeParse(json)
  if (!read.success) return [unreadable(what, read.error)]
  if (read.data.author_id === account && !answersAnother(read.data, includes, account)) return []
  const calls = what === 'post.mention.create' || what === 'post.quote.create' ? 'calls us' : undefined
  return told(read.data, includes, account, calls)
}

function deleted(json: unknown, account: string): Incoming[] {
  const read = z.object({ id }).safeParse(json)
  return read.success ? [{ is: 'deletion', account, id: read.data.id }] : [unreadable('post.delete', read.error)]
}

/** Nobody speaks in these; `chat.*` is encrypted for the account's own devices. */
const ignored =
  /^(dm\.(read|indicate_typing)|chat\..+|post\.repost\.create|like\..+|follow\..+|block\..+|mute\..+|profile\..+|spaces?\..+|news\..+|oauth\.revoke)$/
