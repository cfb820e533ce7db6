import { byAge } from '../by-age.ts'
import type { Account } from '../network.ts'
import type { Part } from '../poll-parts.ts'
import { readEach } from '../polled.ts'
import { fetched } from './direct-message.ts'
import { idOf } from './id-of.ts'
import { turnPages } from './pages.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'

export const fields = {
  event_types: 'MessageCreate',
  'dm_event.fields': 'attachments,created_at,dm_conversation_id,entities,event_type,sender_id,text',
}

/** There is no asking "since", so pages are turned until one holds what is known. Each message read is paid for, once a day. */
export function directMessages(account: Account, before: unknown): ReturnType<Part> {
  return turnPages(before, async ({ since, page, known }) => {
    const { data, includes, meta } = await rest(account, {
      path: '/2/dm_events',
      query: {
        ...fields,
        max_results: '50',
        expansions: 'sender_id,attachments.media_keys',
        'user.fields': 'name,profile_image_url,public_metrics,username',
        'media.fields': 'preview_image_url,type,url,variants',
        pagination_token: page,
      },
      answer: payload.page,
    })
    const fresh = data.filter((json) => isNew(idOf(json), since) && !known.includes(idOf(json) ?? ''))
    const read = (json: unknown) => fetched(json, includes, account.networkId)
    return {
      incoming: readEach('messages', fresh.toReversed(), read, includes),
      ids: fresh.flatMap((json) => idOf(json) ?? []),
      next: fresh.length < data.length ? undefined : meta.next_token,
    }
  })
}

function isNew(id: string | undefined, place: string | undefined): boolean {
  return place === undefined || (id !== undefined && byAge(id, place) > 0)
}
