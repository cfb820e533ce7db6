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
  const body = (await readBody(request)).toString()
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams)
  const isJson = request.headers['content-type']?.startsWith('application/json')
  const fields = isJson ? JSON.parse(body || '{}') : Object.fromEntries(new URLSearchParams(body))
  const bearer = request.headers.authorization?.match(/^(?:Bearer|OAuth) (.+)$/)?.[1]
  return { ...(bearer && { access_token: bearer }), ...query, ...fields }
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
