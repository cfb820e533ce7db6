import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { readBody } from '../read-body.ts'
import { attachedTo, type Ground, type Outlet } from './outlet.ts'
import { underWeather } from './under-weather.ts'
import type { Letter } from './world.ts'

export interface CustomSource {
  id: string
  name: string
  /** What the team calls it; its messages are chat messages, its reviews reviews. */
  label: string
  handle: string
  secret: string
  place: 'private' | 'review'
}

/** A source of the shop's own, speaking Standard Webhooks both ways: its chat, its reviews. */
export function customSource(ground: Ground, source: CustomSource): Outlet {
  const outlet: Outlet = {
    view: {
      id: source.id,
      network: 'custom',
      name: source.name,
      handle: source.handle,
      places: [source.place],
      can: { edit: [source.place], remove: [source.place], photo: [source.place] },
    },
    connect: {
      network: 'custom',
      fields: {
        ...{ name: source.id, secret: source.secret, label: source.label, as: 'Lumen' },
        callback: `${ground.origin}/sandbox/${source.id}/replies`,
      },
    },
    address: source.id,
    delivery(news, letter) {
      if (letter.from === 'us') return undefined
      const type = { written: 'message.created', edited: 'message.updated', deleted: 'message.deleted' }[news]
      const timestamp = ground.now().toString()
      const body = JSON.stringify({ type, timestamp, data: data(ground, letter) })
      const id = `msg_${randomBytes(12).toString('hex')}`
      return {
        url: `${ground.origin}/webhooks/custom/${source.id}`,
        body,
        headers: () => sign(source.secret, id, body),
      }
    },
    answer: (request, response) => takeReply(ground, outlet, source, request, response),
  }
  return outlet
}

function data(ground: Ground, letter: Letter) {
  const person = ground.state.customers.get(letter.customer)
  return {
    id: letter.id,
    ...(letter.place === 'private' && { conversation_id: `chat-${letter.customer}` }),
    place: letter.place,
    text: letter.text,
    customer: {
      id: letter.customer,
      name: person?.name,
      handle: person?.handle,
      avatar_url: `${ground.origin}/sandbox/avatars/${letter.customer}.svg`,
    },
    url: `${ground.origin}/?world=${letter.account}#${letter.id}`,
    ...(letter.picture && { attachments: [{ url: letter.picture, type: 'image', name: 'photo' }] }),
    ...(letter.rating && { rating: letter.rating }),
    sent_at: new Date(letter.at).toISOString(),
  }
}

function sign(secret: string, id: string, body: string): Record<string, string> {
  const at = new Date()
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
}

const replyCreated = z.object({
  type: z.literal('reply.created'),
  data: z.object({
    id: z.union([z.string(), z.number()]),
    conversation_id: z.string().nullish(),
    in_reply_to: z.string().nullish(),
    text: z.string().min(1),
    place: z.enum(['public', 'private', 'review']).nullish(),
    agent: z.object({ name: z.string() }).nullish(),
    attachments: z.array(z.object({ name: z.string(), type: z.string(), base64: z.base64() })).default([]),
  }),
})

async function takeReply(
  ground: Ground,
  outlet: Outlet,
  source: CustomSource,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const raw = (await readBody(request)).toString()
  const id = String(request.headers['webhook-id'])
  if (request.method !== 'POST' || !isSigned(source.secret, request, raw)) {
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"The signature does not match."}')
    return
  }
  await underWeather(
    ground.state,
    request,
    response,
    { status: 403, body: { error: 'This shop takes no replies now.' } },
    () => {
      const parsed = replyCreated.safeParse(JSON.parse(raw))
      if (!parsed.success) return { status: 422, body: { error: z.prettifyError(parsed.error) } }
      const { data } = parsed.data
      const letterId = `re-${id}`
      const known = ground.state.letters.get(letterId)
      const answered = ground.state.letters.get(data.in_reply_to ?? '')
      const customer = answered?.customer ?? data.conversation_id?.replace(/^chat-/, '')
      if (!customer) return { status: 422, body: { error: 'Neither in_reply_to nor conversation_id is known here.' } }
      if (!known) {
        ground.receive(outlet, {
          id: letterId,
          account: source.id,
          place: source.place,
          customer,
          from: 'us',
          text: data.text,
          at: ground.now().epochMilliseconds,
          delivered: true,
          ...(data.agent && { agent: data.agent.name }),
          ...(data.in_reply_to && { inReplyTo: data.in_reply_to }),
          attached: data.attachments.map(({ base64, ...file }) =>
            attachedTo(ground, { ...file, bytes: Buffer.from(base64, 'base64') }),
          ),
        })
      }
      return { status: 200, body: { id: letterId } }
    },
  )
}

/** As whoever keeps to Standard Webhooks asks: nothing signed more than five minutes ago, or ahead. */
function isSigned(secret: string, request: IncomingMessage, raw: string): boolean {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
  const given = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]))
  try {
    new Webhook(secret).verify(raw, given)
    return true
  } catch {
    return false
  }
}
