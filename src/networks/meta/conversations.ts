import { z } from 'zod'
import { each, id, moment, words } from '../loosely.ts'
import type { Account, Attachment, Incoming } from '../network.ts'
import { bearing } from '../polled.ts'
import { graph } from './graph.ts'
import { isSince } from './since.ts'
import { type Leaf, type List, list, membersOf, next, type Read, type Tells } from './sweep.ts'

export interface Product {
  label: string
  address?: string
  platform: 'messenger' | 'instagram'
}

const attachment = z.object({
  name: words,
  mime_type: words,
  file_url: words,
  image_data: z.object({ url: z.string() }).optional().catch(undefined),
  video_data: z.object({ url: z.string() }).optional().catch(undefined),
})

const person = z.object({ id, name: words, username: words })

const message = z.object({
  id,
  from: person.optional().catch(undefined),
  message: z.string().default(''),
  created_time: moment,
  attachments: z
    .object({ data: each(attachment) })
    .catch({ data: [] })
    .default({ data: [] }),
})

const conversation = z.object({
  id: id.optional(),
  participants: z
    .object({ data: each(person) })
    .catch({ data: [] })
    .default({ data: [] }),
  updated_time: moment.optional().catch(undefined),
  messages: list.optional().catch(undefined),
})

type Person = z.infer<typeof person>

const messageFields = 'id,from,message,created_time,attachments'
/** So many messages of a conversation stand in an answer. */
export const SAID_AT_ONCE = 25
const fields = `id,participants,updated_time,messages.limit(${SAID_AT_ONCE}){${messageFields}}`

/** Reads what was said in private, ours included: what webhooks may have missed. Repeats are known by their ids. */
export function conversations(account: Account, product: Product): Read {
  const tells = privateTells(account)
  return async (one, since, turnSince) => {
    const told = one.list === 'messages' ? earlier(one, account, product) : ask(account, product, one.page ?? {})
    return tells(one, await told, since, turnSince)
  }
}

/** The conversations in which something was said last, and what that was; or earlier messages of one of them. */
export function privateTells(account: Account) {
  return (one: Leaf, told: List, since: Temporal.Instant, turnSince?: Temporal.Instant): ReturnType<Tells> =>
    one.list === 'messages' ? messages(one, told, since, account) : latest(one, told, since, account, turnSince)
}

function latest(one: Leaf, told: List, since: Temporal.Instant, account: Account, turnSince?: Temporal.Instant) {
  const { members, broken } = membersOf(one, told, 'conversation', conversation)
  const within = members.map((member) => heardIn(one, member, since, account, turnSince))
  const moments = members.map(({ updated_time }) => updated_time)
  return {
    incoming: [...within.flatMap(({ incoming }) => incoming), ...broken],
    more: [...within.flatMap(({ more }) => more), ...next(one, told, moments, turnSince ?? since)],
  }
}

/** One that has not moved since then slipped past nothing: further back, each sweep would only hear the same of it again. */
function heardIn(
  list: Leaf,
  one: z.infer<typeof conversation>,
  since: Temporal.Instant,
  account: Account,
  turnSince: Temporal.Instant | undefined,
) {
  if (!turnSince || isSince(one.updated_time, turnSince)) return saidIn(list, one, since, account)
  const { incoming, more } = saidIn(list, one, turnSince, account)
  return { incoming: incoming.filter((said) => !('at' in said) || isSince(said.at, turnSince)), more }
}

/** Who is missing among those who take part may still be named by what they wrote. */
function saidIn(list: Leaf, one: z.infer<typeof conversation>, since: Temporal.Instant, account: Account) {
  const { id, participants, updated_time, messages: told = { data: [] } } = one
  const writers = told.data.flatMap((json) => message.safeParse(json).data?.from ?? [])
  const customer = [...participants.data, ...writers].find(({ id }) => id !== account.networkId)
  const isNews = told.data.length > 0 && isSince(updated_time, since)
  if (!customer) return { incoming: isNews ? [nobody(list, one)] : [], more: [] }
  const within = { list: 'messages', of: id ?? customer.id, under: customer.id }
  const { members, broken } = membersOf(within, told, 'message', message)
  const moments = members.map(({ created_time }) => created_time)
  return {
    incoming: [...members.map((said) => incoming(said, customer, account)), ...broken],
    more: id === undefined ? [] : next(within, told, moments, since),
  }
}

function nobody({ list, of, under }: Leaf, json: unknown): Incoming {
  return bearing(
    { is: 'unreadable', why: 'conversation: it names nobody but us' },
    { list, context: { of, under }, json },
  )
}

function messages(one: Leaf, told: List, since: Temporal.Instant, account: Account): ReturnType<Tells> {
  const { members, broken } = membersOf(one, told, 'message', message)
  const moments = members.map(({ created_time }) => created_time)
  const customer = { id: one.under ?? one.of }
  return {
    incoming: [...members.map((said) => incoming(said, customer, account)), ...broken],
    more: next(one, told, moments, since),
  }
}

function earlier(one: Leaf, account: Account, { label, address }: Product): Promise<List> {
  const query = { fields: messageFields, limit: `${SAID_AT_ONCE}`, ...one.page }
  return graph(account, { label, address, path: `/${one.of}/messages`, query, answer: list })
}

/** The last messages in the conversation with one customer, and what of it cannot be read. */
export async function saidWith(account: Account, product: Product, customer: string): Promise<Incoming[]> {
  const told = await ask(account, product, { user_id: customer })
  const one = { list: 'conversations', of: account.networkId }
  return latest(one, told, Temporal.Now.instant(), account).incoming
}

function ask(account: Account, { label, address, platform }: Product, query: Record<string, string>) {
  const path = `/${account.networkId}/conversations`
  return graph(account, { label, address, path, query: { platform, fields, ...query }, answer: list })
}

function incoming(one: z.infer<typeof message>, { id, ...known }: Person | { id: string }, account: Account): Incoming {
  const { name, username } = { ...known, ...(one.from?.id === id ? one.from : {}) } satisfies Partial<Person>
  return {
    is: 'message',
    account: account.networkId,
    id: one.id,
    place: 'private',
    conversation: id,
    from: one.from?.id === account.networkId ? 'us' : 'customer',
    customer: { id, name: name ?? username, handle: username },
    text: one.message,
    attachments: one.attachments.data.flatMap(shown),
    at: one.created_time,
  }
}

function shown({ name, mime_type = '', file_url, image_data, video_data }: z.infer<typeof attachment>) {
  const type = image_data ? 'image' : video_data ? 'video' : mime_type.startsWith('audio/') ? 'audio' : 'file'
  const url = image_data?.url ?? video_data?.url ?? file_url
  return url && URL.canParse(url) ? [{ url, type, name } satisfies Attachment] : []
}
