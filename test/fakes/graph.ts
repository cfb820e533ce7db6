import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

import type { Mood, Said } from './fake.ts'

/** Stands for graph.facebook.com and graph.instagram.com: enough of it for one page, account or number. */
export async function startGraph(own: { id: string; name: string }) {
  const said: Said[] = []
  const media = new Map<string, Buffer>()
  let mood: Mood | 'gone' = 'well'
  const server = createServer(async (request, response) => {
    const [, of, name = ''] = request.url?.split(/[/?]/) ?? []
    // Its address is asked for first, and wants the token as well.
    if (of && media.has(of)) return reply(response, { status: 200, json: { url: `${url()}/media/${of}` } })
    if (of === 'media')
      return request.headers.authorization ? response.end(media.get(name)) : response.writeHead(401).end()
    const answered = await answer(own, said, mood, request)
    if (mood === 'loses answers' && request.method === 'POST') return response.destroy()
    reply(response, answered)
  })
  const url = () => {
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    ...{ url: url(), said, media },
    becomes(next: Mood | 'gone') {
      mood = next
    },
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

type Answered = { status: number; json: unknown }

async function answer(own: { id: string; name: string }, said: Said[], mood: Mood | 'gone', request: IncomingMessage) {
  const url = new URL(request.url ?? '/', 'http://graph')
  const [id = '', edge] = url.pathname.slice(1).split('/')
  const query = Object.fromEntries(url.searchParams)
  if (mood === 'refuses us') return refusal({ code: 190, error_subcode: 460 })
  if (request.method === 'GET') return { status: 200, json: read(own, said, id, edge, query) }
  if (mood === 'gone') return refusal({ code: 100, error_subcode: 33 })
  if (mood === 'limits') return refusal({ code: 4, is_transient: true })
  if (mood === 'closes windows' && edge === 'messages') return refusal({ code: 10, error_subcode: 2018278 })
  return write(said, id, edge, sent.parse({ ...query, ...(await body(request)) }))
}

function read(
  own: { id: string; name: string },
  said: Said[],
  id: string,
  edge?: string,
  query: Record<string, string> = {},
) {
  const from = { id: own.id, username: own.name }
  const told = said.map(({ id, to, text, at }) => {
    const time = at.toString({ smallestUnit: 'second' }).replace('Z', '+0000')
    return { id, to, from, message: text, text, username: own.name, created_time: time, timestamp: time }
  })
  if (edge === 'comments' || edge === 'replies') return { data: told.filter(({ to }) => to === id) }
  if (edge !== 'conversations') return { id, name: own.name, username: own.name, display_phone_number: own.name }
  const people = query.user_id ? [query.user_id] : [...new Set(told.map(({ to }) => to))]
  return {
    data: people.map((person) => ({
      participants: { data: [{ id: own.id }, { id: person }] },
      messages: { data: told.filter(({ to }) => to === person) },
    })),
  }
}

const person = z.object({
  id: z.string().optional(),
  comment_id: z.string().optional(),
  post_id: z.string().optional(),
})
const sent = z.object({
  message: z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)]).optional(),
  text: z.object({ body: z.string() }).optional(),
  recipient: z.union([z.string(), person]).optional(),
  to: z.string().optional(),
})

function write(said: Said[], id: string, edge: string | undefined, content: z.infer<typeof sent>): Answered {
  const text = content.message ?? content.text?.body
  if (text === undefined || edge === 'likes') return { status: 200, json: { success: true } }
  const to = edge === 'messages' ? (content.to ?? recipient(content.recipient)) : id
  const number = `${said.length + 1}`
  said.push({ id: number, to, text, at: Temporal.Now.instant() })
  return { status: 200, json: { id: number, message_id: number, recipient_id: to, messages: [{ id: number }] } }
}

/** A private reply opens a conversation whose id is not the comment's. */
function recipient(who: z.infer<typeof sent>['recipient']): string {
  return typeof who === 'string' ? who : (who?.id ?? `psid-of-${who?.comment_id ?? who?.post_id}`)
}

async function body(request: IncomingMessage): Promise<object> {
  const text = Buffer.concat(await Array.fromAsync(request)).toString()
  return text ? JSON.parse(text) : {}
}

function refusal(error: object): Answered {
  return { status: 400, json: { error: { message: 'said by Graph', type: 'OAuthException', ...error } } }
}

function reply(response: ServerResponse, { status, json }: Answered) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}
