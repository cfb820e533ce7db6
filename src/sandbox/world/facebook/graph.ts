import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../../read-body.ts'
import type { Ground, Outlet } from '../outlet.ts'
import { underWeather } from '../under-weather.ts'
import { GraphError } from './graph-error.ts'
import type { FacebookPage } from './page.ts'
import { read } from './read.ts'
import { write } from './write.ts'

/** The part of Meta's Graph API that a Facebook connector needs. */
export async function answerGraph(
  ground: Ground,
  outlet: Outlet,
  page: FacebookPage,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) {
  const given = await parametersOf(request)
  const [id = '', edge = ''] = path.replace(/^v\d+\.\d+\//, '').split('/')
  const act = () => {
    if (given.access_token !== page.token) throw new GraphError('Invalid OAuth access token.', 190)
    if (request.method === 'GET') return read(ground, page, id, edge, given)
    return write({ ground, outlet, page }, request.method ?? '', id, edge, given)
  }
  await underWeather(ground.state, request, response, refusal, () => {
    try {
      return { status: 200, body: act() }
    } catch (error) {
      if (error instanceof GraphError) return { status: 400, body: shown(error) }
      throw error
    }
  })
}

async function parametersOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? ''
  const body = await readBody(request)
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams)
  const fields = type.startsWith('multipart/form-data')
    ? await formOf(body, type)
    : type.startsWith('application/json')
      ? JSON.parse(body.toString() || '{}')
      : Object.fromEntries(new URLSearchParams(body.toString()))
  const bearer = request.headers.authorization?.match(/^(?:Bearer|OAuth) (.+)$/)?.[1]
  return { ...(bearer && { access_token: bearer }), ...query, ...fields }
}

async function formOf(body: Buffer, type: string): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const fields = [...form].map(async ([name, value]) => {
    if (!(value instanceof File)) return [name, value]
    return [name, { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) }]
  })
  return Object.fromEntries(await Promise.all(fields))
}

function shown({ message, code, subcode }: GraphError): object {
  return {
    error: { message, type: 'OAuthException', code, ...(subcode && { error_subcode: subcode }), fbtrace_id: 'Sandbox' },
  }
}

const refusal = {
  status: 400,
  body: shown(new GraphError("(#551) This person isn't available right now.", 551)),
}
