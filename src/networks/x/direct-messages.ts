import { z } from 'zod'
import { byAge } from '../by-age.ts'
import type { Account, Incoming } from '../network.ts'
import type { Part } from '../poll-parts.ts'
import { readEach } from '../polled.ts'
import { fetched } from './direct-message.ts'
import { idOf } from './id-of.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'

export const fields = {
  event_types: 'MessageCreate',
  'dm_event.fields': 'attachments,created_at,dm_conversation_id,entities,event_type,sender_id,text',
}

/** There is no asking "since", so pages are turned until one holds what is known. Each message read is paid for, once a day. */
export async function directMessages(account: Account, before: unknown): ReturnType<Part> {
  const place = z.string().safeParse(before).data
  const incoming: Incoming[] = []
  const ids = place === undefined ? [] : [place]
  let pagination_token: string | undefined
  do {
    const { data, includes, meta } = await rest(account, {
      path: '/2/dm_events',
      query: {
        ...fields,
        max_results: '50',
        expansions: 'sender_id,attachments.media_keys',
        'user.fields': 'name,profile_image_url,public_metrics,username',
        'media.fields': 'preview_image_url,type,url,variants',
        pagination_token,
      },
      answer: payload.page,
    })
    const fresh = data.filter((json) => isNew(idOf(json), place) && !ids.includes(idOf(json) ?? ''))
    ids.push(...fresh.flatMap((json) => idOf(json) ?? []))
    const read = (json: unknown) => fetched(json, includes, account.networkId)
    incoming.unshift(...readEach('messages', fresh.toReversed(), read, includes))
    pagination_token = place === undefined || fresh.length < data.length ? undefined : meta.next_token
  } while (pagination_token)
  return { incoming, cursor: ids.toSorted(byAge).at(-1) }
}

function isNew(id: string | undefined, place: string | undefined): boolean {
  return place === undefined || (id !== undefined && byAge(id, place) > 0)
}
