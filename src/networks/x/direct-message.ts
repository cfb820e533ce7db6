import { z } from 'zod'
import type { Attachment, Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { customer } from './customer.ts'
import { media } from './media.ts'
import * as payload from './payload.ts'
import { wordsOf } from './words.ts'

const batch = z.object({
  direct_message_events: z.array(z.unknown()),
  /** By an id that need not be the one inside. */
  users: z.record(z.string(), z.unknown()).catch({}),
})

/** Direct messages of a delivery, in the older shape; a broken one does not take the others with it. */
export function delivered(json: unknown, account: string): Incoming[] {
  const read = batch.safeParse(json)
  if (!read.success) return [unreadable('direct messages', read.error)]
  const users = Object.values(read.data.users).flatMap((json) => payload.person.safeParse(json).data ?? [])
  return read.data.direct_message_events.map((event): Incoming => {
    const read = payload.messageCreate.safeParse(event)
    if (!read.success) return unreadable('direct message', read.error)
    const { id, created_timestamp: at, message_create: said } = read.data
    const partner = said.sender_id === account ? said.target.recipient_id : said.sender_id
    const isOurs = said.sender_id === account
    return message(
      { id, at, partner, isOurs, text: wordsOf(said.message_data), attachments: picture(said.message_data) },
      users,
      account,
    )
  })
}

/** A direct message that was asked for. A conversation of two is named by both; groups have a name of their own and are not ours to answer. */
export function fetched(json: unknown, includes: payload.Includes, account: string): Incoming[] {
  const read = payload.dmEvent.safeParse(json)
  if (!read.success) return [unreadable('direct message', read.error)]
  const { id, event_type, dm_conversation_id, sender_id, created_at: at, attachments } = read.data
  const pair = dm_conversation_id.split('-')
  if (event_type !== 'MessageCreate' || pair.length !== 2) return []
  const partner = pair.find((one) => one !== account) ?? sender_id
  const isOurs = sender_id === account
  const shown = media(attachments?.media_keys, includes)
  return [message({ id, at, partner, isOurs, text: wordsOf(read.data), attachments: shown }, includes.users, account)]
}

interface Said {
  id: string
  at: Temporal.Instant | undefined
  partner: string
  isOurs: boolean
  text: string
  attachments: Attachment[]
}

function message({ partner, isOurs, ...said }: Said, users: payload.User[], account: string): Incoming {
  return {
    is: 'message',
    account,
    place: 'private',
    conversation: partner,
    from: isOurs ? 'us' : 'customer',
    customer: customer(partner, users),
    ...said,
  }
}

function picture({
  attachment,
}: {
  attachment?: { media?: { media_url_https?: string; type?: string } }
}): Attachment[] {
  const { media_url_https: url, type } = attachment?.media ?? {}
  return url && URL.canParse(url) ? [{ url, type: type === 'photo' ? 'image' : 'video' }] : []
}
