import { z } from 'zod'
import { each, id, moment, words } from '../loosely.ts'
import type { Account, Attachment, Incoming } from '../network.ts'
import { graph } from './graph.ts'
import { type Leaf, list, membersOf, next, type Read } from './sweep.ts'

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
  participants: z.object({ data: each(person) }),
  updated_time: moment.optional().catch(undefined),
  messages: list.optional().catch(undefined),
})

type Person = z.infer<typeof person>

const messageFields = 'id,from,message,created_time,attachments'
const fields = `id,participants,updated_time,messages.limit(25){${messageFields}}`

/** Reads what was said in private, ours included: what webhooks may have missed. Repeats are known by their ids. */
export function conversations(account: Account, product: Product): Read {
  return (one, since) =>
    one.list === 'messages' ? messages(one, since, account, product) : latest(one, since, account, product)
}

/** The conversations in which something was said last, and what that was. */
async function latest(one: Leaf, since: Temporal.Instant, account: Account, product: Product): ReturnType<Read> {
  const told = await ask(account, product, one.page ?? {})
  const { members, broken } = membersOf(told, 'conversation', conversation)
  const within = members.map((member) => saidIn(member, since, account))
  const moments = members.map(({ updated_time }) => updated_time)
  return {
    incoming: [...within.flatMap(({ incoming }) => incoming), ...broken],
    more: [...within.flatMap(({ more }) => more), ...next(one, told, moments, since)],
  }
}

function saidIn(
  { id, participants, messages }: z.infer<typeof conversation>,
  since: Temporal.Instant,
  account: Account,
) {
  const customer = participants.data.find(({ id }) => id !== account.networkId)
  if (!customer) return { incoming: [], more: [] }
  const told = messages ?? { data: [] }
  const { members, broken } = membersOf(told, 'message', message)
  const moments = members.map(({ created_time }) => created_time)
  return {
    incoming: [...members.map((one) => incoming(one, customer, account)), ...broken],
    more: id === undefined ? [] : next({ list: 'messages', of: id, under: customer.id }, told, moments, since),
  }
}

/** Earlier ones of one conversation. */
async function messages(one: Leaf, since: Temporal.Instant, account: Account, product: Product): ReturnType<Read> {
  const told = await graph(account, {
    ...{ label: product.label, address: product.address },
    path: `/${one.of}/messages`,
    query: { fields: messageFields, limit: '25', ...one.page },
    answer: list,
  })
  const { members, broken } = membersOf(told, 'message', message)
  const moments = members.map(({ created_time }) => created_time)
  const customer = { id: one.under ?? one.of }
  return {
    incoming: [...members.map((said) => incoming(said, customer, account)), ...broken],
    more: next(one, told, moments, since),
  }
}

/** The last messages in the conversation with one customer, and what of it cannot be read. */
export async function saidWith(account: Account, product: Product, customer: string): Promise<Incoming[]> {
  const told = await ask(account, product, { user_id: customer })
  const { members, broken } = membersOf(told, 'conversation', conversation)
  return [...members.flatMap((one) => saidIn(one, Temporal.Now.instant(), account).incoming), ...broken]
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
