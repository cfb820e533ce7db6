import { z } from 'zod'
import { id, moment } from '../loosely.ts'
import type { Account, Attachment, IncomingMessage } from '../network.ts'
import { graph } from './graph.ts'
import { isSince } from './since.ts'

export interface Product {
  label: string
  address?: string
  platform: 'messenger' | 'instagram'
}

const attachments = z.object({
  data: z.array(
    z.object({
      name: z.string().optional(),
      mime_type: z.string().optional(),
      file_url: z.string().optional(),
      image_data: z.object({ url: z.string() }).optional(),
      video_data: z.object({ url: z.string() }).optional(),
    }),
  ),
})

const message = z.object({
  id,
  from: z.object({ id, name: z.string().optional(), username: z.string().optional() }).optional(),
  message: z.string().optional(),
  created_time: moment,
  attachments: attachments.optional(),
})

const conversation = z.object({
  participants: z.object({
    data: z.array(z.object({ id, name: z.string().optional(), username: z.string().optional() })),
  }),
  updated_time: moment.optional(),
  messages: z.object({ data: z.array(message) }).optional(),
})

const page = z.object({
  data: z.array(conversation),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
})

type Conversation = z.infer<typeof conversation>

const fields = 'participants,updated_time,messages.limit(25){id,from,message,created_time,attachments}'
const pagesAtMost = 10

/** What was said in conversations since then, oldest first: what webhooks may have missed. Repeats are known by their ids. */
export async function saidSince(
  account: Account,
  product: Product,
  since: Temporal.Instant,
): Promise<IncomingMessage[]> {
  const said: IncomingMessage[] = []
  let after: string | undefined
  for (let read = 0; read < pagesAtMost; read += 1) {
    const { data, paging } = await ask(account, product, after ? { after } : {})
    said.push(...data.flatMap((one) => messages(one, account.networkId)).filter(({ at }) => isSince(at, since)))
    after = paging?.next ? paging.cursors?.after : undefined
    // The latest conversation comes first.
    if (!after || data.some(({ updated_time }) => !isSince(updated_time, since))) break
  }
  return said.sort((one, other) => (one.at && other.at ? Temporal.Instant.compare(one.at, other.at) : 0))
}

/** The last messages in the conversation with one customer. */
export async function saidWith(account: Account, product: Product, customer: string): Promise<IncomingMessage[]> {
  const { data } = await ask(account, product, { user_id: customer })
  return data.flatMap((one) => messages(one, account.networkId))
}

function ask(account: Account, { label, address, platform }: Product, query: Record<string, string>) {
  const path = `/${account.networkId}/conversations`
  return graph(account, { label, address, path, query: { platform, fields, ...query }, answer: page })
}

function messages({ participants, messages }: Conversation, ours: string): IncomingMessage[] {
  const customer = participants.data.find(({ id }) => id !== ours)
  if (!customer) return []
  const { id, name, username } = customer
  return (messages?.data ?? []).map((one) => ({
    is: 'message',
    account: ours,
    id: one.id,
    place: 'private',
    conversation: id,
    from: one.from?.id === ours ? 'us' : 'customer',
    customer: { id, name: name ?? username, handle: username },
    text: one.message ?? '',
    attachments: (one.attachments?.data ?? []).flatMap(shown),
    at: one.created_time,
  }))
}

function shown({
  name,
  mime_type = '',
  file_url,
  image_data,
  video_data,
}: z.infer<typeof attachments>['data'][number]) {
  const type = image_data ? 'image' : video_data ? 'video' : mime_type.startsWith('audio/') ? 'audio' : 'file'
  const url = image_data?.url ?? video_data?.url ?? file_url
  return url ? [{ url, type, name } satisfies Attachment] : []
}
